"""A terminal at which tests type commands."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from api.command_line.program import run
from api.command_line.surroundings import Surroundings

Program = Callable[[Sequence[str]], typer.Typer]
"""Makes itself ready for the words that are typed."""


class Said(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str


class Terminal:
    """Types, and reads what was said."""

    def __init__(self, app: Program, capsys: pytest.CaptureFixture[str]) -> None:
        numbers = count(1)
        self._app, self._capsys = app, capsys
        self._surroundings = Surroundings(lambda: datetime.now(UTC), lambda: f"id-{next(numbers)}", lambda: "salt")

    def type(self, *words: str | Path) -> Said:
        typed = [str(word) for word in words]
        status = run(self._app(typed), typed, self._surroundings)
        said = self._capsys.readouterr()
        return Said(status, said.out, said.err)


def write_lines(path: Path, *lines: Any) -> Path:
    """A file with a line for each of these, as JSON unless it is text already."""
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path
