"""Reads the code of a cell as IPython does: magics, shell lines, prompts, indented cells."""

from __future__ import annotations

import ast
import re
import warnings

MAX_CODE = 2**21
"""The most characters of code in a notebook that are read; a cell beyond it counts as unreadable."""

MAX_STATEMENTS = 20_000
"""The most top-level statements in a notebook that are read."""

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
        lines = source
        if len(source) > self._code:
            raise MemoryError
        self._code -= len(source)
        try:
            tree = ast.parse(source, filename)
        except SyntaxError as error:
            python = self._as_python(source)
            if python is None or python == source:
                raise error from None
            tree = _Magics(filename).visit(ast.parse(python, filename))
            if not source.lstrip().startswith("%%"):
                lines = python  # without prompts and indentation
        if len(tree.body) > self._statements:
            raise MemoryError
        self._statements -= len(tree.body)
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


class _Magics(ast.NodeTransformer):
    """Replaces calls of magics outside functions by the code that they run."""

    def __init__(self, filename: str) -> None:
        self.filename = filename

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef  # type: ignore[assignment]

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        code = _code_of(node.value)
        return node if code is None else self._shifted(code, node.lineno)

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
