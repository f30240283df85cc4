"""Who operates at this terminal, and why: noted with what was done."""

from typing import Annotated

import typer

Reason = Annotated[str, typer.Option(help="Why: noted with what was done, and never about a child.")]
By = Annotated[
    str | None,
    typer.Option(help="Who does it; whoever may use this terminal is believed. With --url it is you, as signed in."),
]
