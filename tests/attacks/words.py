"""Attacks on who reads: scripts and control characters in code, errors, texts, files and names."""

from __future__ import annotations

from .attack import (
    FILE,
    NOTHING,
    Attack,
    Content,
    beside,
    code_cell,
    dumped,
    function,
    gives,
    instead,
    markdown_cell,
)

SCRIPT = "<script>alert('PWNED')</script><img src=x onerror=alert('PWNED')>"
STEER = "\x1b]0;PWNED\x07\x1b[2J\x9b31m\r\u202e[bold red]PWNED[/]"

TEXTS = [
    SCRIPT,
    "[click](javascript:alert('PWNED'))",
    "[click](&#106;avascript:alert%28'PWNED'%29) <javascript:alert('PWNED')>",
    "[click](java\tscript:alert('PWNED')) [x]: javascript:alert('PWNED')",
    "![x](data:text/html;base64,PHNjcmlwdD4=) ![x\" onerror=\"alert('PWNED')](x)",
    "```html\" onload=\"alert('PWNED')\n<script>alert('PWNED')</script>\n```",
    "<svg/onload=alert('PWNED')> <iframe srcdoc='<script>alert(1)</script>'> <a href=' javascript:x'>",
    "<math><style><img src=x onerror=alert('PWNED')></style></math> <!--><img src=x onerror=alert(1)>",
    "$$\\href{javascript:alert('PWNED')}{x}$$ {{ cells }} {% raw %}",
]

ATTACHED = markdown_cell(
    "![x](attachment:x.png) ![y](attachment:y.svg) ![z](attachment:z%22onerror=alert(1))",
    attachments={
        "x.png": {"image/png": "\"><script>alert('PWNED')</script>", "text/html": SCRIPT},
        "y.svg": {"image/svg+xml": "<svg onload=alert('PWNED')>"},
        "z\" onerror=alert('PWNED')": {"image/png": "AAAA"},
    },
)


def _texts(content: Content) -> None:
    content["cells"] += [markdown_cell(text) for text in TEXTS] + [ATTACHED]
    content["cells"].append(
        {"cell_type": "raw", "metadata": {"format": "text/html"}, "source": SCRIPT}
    )
    content["cells"].append(code_cell(f"# {SCRIPT}\n'''</pre></div>{SCRIPT}'''"))
    html = {"output_type": "display_data", "metadata": {}, "data": {"text/html": SCRIPT}}
    content["cells"][-1]["outputs"] = [html]


def _titles(content: Content) -> None:
    content["metadata"] |= {"title": SCRIPT, "authors": [{"name": SCRIPT}], "kernelspec": SCRIPT}
    content["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": SCRIPT}
    for cell in content["cells"]:
        cell["id"] = SCRIPT
        cell["metadata"]["tags"] = [SCRIPT]


RAISES = f"""
class Shown(Exception):
    pass

Shown.__name__ = Shown.__qualname__ = {SCRIPT!r}
raise Shown({(SCRIPT + STEER)!r})  # <script>alert('PWNED')</script>
"""

NAMED = f"""
dense.__code__ = dense.__code__.replace(co_name={(SCRIPT + STEER)!r})
"""

PRINTS = f"print({(SCRIPT + STEER)!r})\nreturn {{ {(SCRIPT + STEER)!r}: X }}"

ATTACKS = [
    Attack("texts", "scripts in texts, attachments, outputs", edit=_texts),
    Attack("titles", "scripts in the notebook's metadata", edit=_titles),
    Attack("raises", "scripts and control characters in an error", function("dense", RAISES)),
    Attack("prints", "the same in what it prints and returns", function("dense", PRINTS)),
    Attack(
        "lines",
        "the same in the line that fails",
        function("dense", f"raise ValueError({STEER!r})"),
    ),
    Attack(
        "names-of-functions",
        "the same in a function's name",
        {"dense": function("dense", "raise ValueError")["dense"] + NAMED},
    ),
    Attack(
        "syntax",
        "the same in code that can't be read",
        {"dense": f"def dense(X, W, b:\n  {STEER} {SCRIPT}"},
    ),
    Attack(
        "opens",
        "control characters in what is to be looked at",
        gives("X", f"try:\n    open({('/' + STEER)!r})\nexcept OSError:\n    pass"),
    ),
    Attack(
        "files-names",
        "scripts and control characters in files' names",
        hand_in=beside({f"{STEER}.csv": "1", "<img src=x onerror=alert(1)>.csv": "1", "-rf": "1"}),
    ),
    Attack(
        "notebooks-name",
        "a script as the notebook's name",
        hand_in=lambda folder: (folder / FILE).rename(
            folder / "<img src=x onerror=alert('PWNED')>\x1b[2J.ipynb"
        ),
    ),
    Attack(
        "links-names",
        "a script as a link's name",
        hand_in=lambda folder: (folder / "<img src=x onerror=alert('PWNED')>\x1b[2J").symlink_to(
            "/"
        ),
    ),
    Attack("spaced", "a folder with spaces and quotes", student='zz o\'brien "q" ; touch PWNED'),
    Attack("leading-dash", "a folder that looks like an option", student="-rf"),
    Attack("unicode", "a folder in other letters", student="žofie ☃ 学生"),
    Attack("braces", "a folder with braces and wildcards", student="{assignment_id}[a-z]{0}"),
    Attack(
        "markup", "a folder with scripts and control characters", student="<b onclick=x>\x1b[2J"
    ),
    Attack("percent", "a folder with %s, & and $", student="%s&lt;$(touch PWNED)`x`"),
    Attack("latin", "a folder whose name is no UTF-8", student="caf\udce9"),
    Attack("lines-name", "a folder with a line break", student="a\nb"),
    Attack("long-name", "a folder with a long name", student="n" * 200),
    Attack(
        "deceiving",
        "a notebook whose JSON has keys twice and odd types",
        hand_in=instead(
            dumped({"cells": {"0": 1}, "metadata": [], "nbformat": "4", "nbformat_minor": None})
        ),
        costs=NOTHING,
        says="has no cells",
    ),
]
