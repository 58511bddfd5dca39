"""Reads the code of a cell as IPython does: magics, shell lines, prompts, indented cells."""

from __future__ import annotations

import ast
import contextlib
import re
import warnings

MAX_CODE = 2**21
"""The most characters of code in a notebook that are read; a cell beyond it counts as unreadable."""

MAX_STATEMENTS = 20_000
"""The most top-level statements in a notebook that are read."""

MAX_DEPTH = 200
"""The most levels of a syntax tree that is followed."""

_MAX_SPECIAL = 2_000_000
"""A limit for IPython's transformer, which reads a cell again after each special line: the characters of
all cells, each multiplied by the number of its lines that may be special."""

_SPECIAL_LINE = re.compile(r"^[^#'\"\n]*[%!?;,/]", re.MULTILINE)
_MAGIC = re.compile(
    r"""^([^\S\n]*+)(?:(?:[\w, ]++=\ *+)?(?:%%?[A-Za-z]|!(?!=)).*|\?.*|[^#'"\n]*\?[^\S\n]*+)$""",
    re.MULTILINE,
)
_NO_OUTPUT = "__import__('IPython.utils.text', fromlist=['SList']).SList()"
_PYLAB = "import numpy as np\nimport matplotlib.pyplot as plt\nfrom pylab import *"


_kept: dict[str, ast.Module] = {}


def keep(source: str) -> None:
    """Parse a cell of plain Python once for all readers in this process and in those that it forks."""
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        tree = ast.parse(source)
        if not is_too_deep(tree):
            _kept[source] = tree


def parse(source: str, filename: str = "<cell>") -> ast.Module:
    """A cell's syntax tree. Magics that run Python, such as `%time`, are replaced by what they run.

    Raises the same errors as `ast.parse`.
    """
    return Reader().read(source, filename)[0]


class Reader:
    """Parses the cells of a notebook, within limits for all of them together."""

    def __init__(self) -> None:
        self._code = MAX_CODE
        self._statements = MAX_STATEMENTS
        self._special = _MAX_SPECIAL

    def read(self, source: str, filename: str) -> tuple[ast.Module, str]:
        """A cell's syntax tree, and the lines that tracebacks of its code should show.

        Raises the same errors as `ast.parse`, and MemoryError beyond a limit.
        """
        if len(source) > self._code:
            raise MemoryError
        self._code -= len(source)
        kept = _kept.get(source)
        tree, lines = (kept, source) if kept else self._parsed(source, filename)
        if len(tree.body) > self._statements:
            raise MemoryError
        self._statements -= len(tree.body)
        return tree, lines

    def _parsed(self, source: str, filename: str) -> tuple[ast.Module, str]:
        lines = source
        try:
            tree = ast.parse(source, filename)
        except SyntaxError as error:
            python = self._as_python(source)
            if python is None or python == source:
                raise error from None
            tree = _Magics(filename).visit(ast.parse(python, filename))
            if not source.lstrip().startswith("%%"):
                lines = _inner(python)  # without prompts and indentation
        if is_too_deep(tree):
            raise MemoryError
        return tree, lines

    def _as_python(self, source: str) -> str | None:
        """The cell after IPython's transformations, with the same line numbers where possible."""
        self._special -= len(source) * len(_SPECIAL_LINE.findall(source))
        try:
            from IPython.core.inputtransformer2 import TransformerManager
        except ImportError:
            return _MAGIC.sub(r"\1pass", source)
        if self._special < 0:
            return _MAGIC.sub(r"\1pass", source)
        blank = len(source) - len(source.lstrip("\n"))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return "\n" * blank + TransformerManager().transform_cell(source)
        except Exception:
            return None


def is_too_deep(tree: ast.AST) -> bool:
    """Whether a syntax tree has more levels than are followed: Python would end in a RecursionError."""
    level = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


class _Magics(ast.NodeTransformer):
    """Replaces calls of magics outside functions by the code that they run."""

    def __init__(self, filename: str) -> None:
        self.filename = filename

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef  # type: ignore[assignment]

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        code = _code_of(node.value)
        if code is None:
            return node
        body = self._shifted(code, node.lineno)
        return _compiled_at_once(body) if _is_timed(node.value) else body

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        code = _code_of(node.value)
        if code is not None:
            match self._shifted(code or "None", node.lineno):
                case [ast.Expr(value=value)]:
                    node.value = value
        return node

    def _shifted(self, code: str, lineno: int) -> list[ast.stmt]:
        body = parse(code, self.filename).body
        for statement in body:
            ast.increment_lineno(statement, lineno - 1)
        return body or [ast.Pass(lineno=lineno, col_offset=0, end_lineno=lineno, end_col_offset=0)]


_MAGICS = frozenset(
    re.findall(
        r"\S+",
        """
    ! HTML SVG alias alias_magic autoawait autocall automagic autoreload bash bookmark capture
    cat cd code_wrap colors conda config connect_info cp debug dhist dirs doctest_mode ed edit
    env file gui hist history html javascript js killbgscripts latex ldir lf lk ll load load_ext
    loadpy logoff logon logstart logstate logstop ls lsmagic lx macro magic mamba markdown
    matplotlib micromamba mkdir mv notebook page pastebin pdb pdef pdoc perl pfile pinfo pinfo2
    pip popd pprint precision prun psearch psource pushd pwd pycat pylab pypy python python2
    python3 qtconsole quickref recall rehashx reload_ext rep rerun reset reset_selective rm
    rmdir ruby run save sc script set_env sh svg sx system tb time timeit unalias unload_ext uv
    who who_ls whos writefile xdel xmode
        """,
    )
)
"""IPython's own magics, as `%lsmagic` lists them, and its frequent extensions."""


def _code_of(call: ast.expr) -> str | None:
    """The Python that a magic or shell line runs in the notebook's namespace; None for other code."""
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=kind),
            args=arguments,
        ) if all(isinstance(part, ast.Constant) for part in arguments):
            texts = [str(part.value) for part in arguments if isinstance(part, ast.Constant)]
        case _:
            return None
    match kind, texts:
        case "run_line_magic", ["time" | "prun", code]:
            return code
        case "run_line_magic", ["pylab", _]:
            return _PYLAB
        case "run_cell_magic", ["time" | "capture" | "prun", _, body]:
            return f"\n{body}"
        case (("run_line_magic" | "run_cell_magic"), [name, *_]) if name not in _MAGICS:
            return f"raise NameError('there is no magic called {name}')"
        case "getoutput", _:
            return _NO_OUTPUT
        case "run_cell_magic", ["writefile" | "file", *_]:
            return None
        case (("run_line_magic" | "run_cell_magic" | "system"), _):
            return ""
    return None


def _inner(python: str) -> str:
    """The lines that a cell of Python shows in errors: those in the cell's magic, if that is all it is."""
    match ast.parse(python).body:
        case [ast.Expr(value)] if (code := _code_of(value)) and code.startswith("\n"):
            return code
    return python


def _is_timed(call: ast.expr) -> bool:
    match call:
        case ast.Call(
            func=ast.Attribute(attr="run_line_magic" | "run_cell_magic"),
            args=[ast.Constant(value="time" | "prun"), *_],
        ):
            return True
    return False


def _compiled_at_once(body: list[ast.stmt]) -> list[ast.stmt]:
    """What `%time` runs of some statements: it compiles all but a last expression at once.

    So an `await` or a `return` outside functions is an error before the first of them runs.
    """
    ends_in_value = len(body) > 1 and isinstance(body[-1], ast.Expr)
    first = body[:-1] if ends_in_value else body
    if error := _error_in(first):
        return [_raising(error, body[0])]
    error = _error_in(body)
    return [*first, _raising(error, body[-1])] if error else body


def _error_in(body: list[ast.stmt]) -> str:
    """The error in statements that are compiled as they are, without a notebook's `await`; or ""."""
    try:
        compile(ast.Module(body, type_ignores=[]), "<cell>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return str(getattr(error, "msg", error))
    return ""


def _raising(error: str, place: ast.stmt) -> ast.stmt:
    """A statement that raises an error of syntax, in the place of another."""
    statement = ast.parse(f"raise SyntaxError({error!r})").body[0]
    return ast.increment_lineno(statement, place.lineno - 1)
