"""Options of the commands that make something to hand out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click


def out_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`--out`, with the path that is made without it."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path(default),
        show_default=True,
        help="The folder to make, or a file that ends in .zip; it must not exist yet.",
    )


only_option = click.option(
    "--only", metavar="NUMBERS", help="Only these notebooks, such as 04 or 01-03."
)
