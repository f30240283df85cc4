"""How answers are shown: JSON for programs, tables in words and London time for people."""

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

from api.command_line.printable import escaped, printable
from api.command_line.tables import Sheet
from domain.dates_in_words import moment_in_words

WIDE = 2_000  # columns where nobody looks at a screen
Progress = Callable[[str, int, int | None], None]
"""Hears what is being done, and how many of how many are; None while nobody knows."""
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, with dates in ISO 8601.")]


def say(sentence: str) -> None:
    """One line to the terminal."""
    sys.stdout.write(f"{printable(sentence)}\n")


def warn(sentence: str) -> None:
    """One line to the error stream, beside the answer."""
    sys.stderr.write(f"{printable(sentence)}\n")


def show_json(answer: object) -> None:
    """The answer as JSON, instants in UTC."""
    say(escaped(json.dumps(answer, ensure_ascii=False, indent=2, default=_iso)))


def show_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    title: str | None = None,
    *,
    folds: Sequence[str] = (),
    spare: Sequence[str] = (),
) -> None:
    """Rows under their columns; to fit a terminal those in `folds` are folded, and those in `spare` left out."""
    sheet = Sheet(columns, [[in_words(value) for value in row] for row in rows], title, folds)
    if sys.stdout.isatty():
        console = Console(highlight=False)
        console.print(sheet.fitted(console.width, spare).drawn())
    else:
        _write_wide(sheet.drawn())


def _write_wide(table: Table) -> None:
    """Into a file or a pipe nothing is folded, and no line ends in blanks."""
    written = io.StringIO()
    Console(file=written, width=WIDE, highlight=False).print(table)
    say("\n".join(line.rstrip() for line in written.getvalue().splitlines()))


def counted(number: int, noun: str) -> str:
    """`1 audit`, `2 audits`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_words(value: object) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return moment_in_words(value) if isinstance(value, datetime) else printable(str(value))


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on the error stream for work that takes long, seen once it hears of any."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with ExitStack() as shown:
        bar = Bar(*columns, console=console, transient=True)
        task = bar.add_task("", total=None)

        def hear(what: str, done: int, total: int | None) -> None:
            if console.is_terminal:
                if not bar.live.is_started:
                    shown.enter_context(bar)
                bar.update(task, description=what, completed=done, total=total)

        yield hear


def _iso(value: object) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
