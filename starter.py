"""The command line: start audits, act on them, and look into them."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from secrets import token_hex
from typing import NoReturn

import typer

from api.command_line.contents import CONTENTS, Entry
from api.command_line.program import run
from api.command_line.surroundings import Surroundings
from api.command_line.typed import read_typed
from runtime.leaving import leave

DEMO = Entry("demo", "samples.demo", "demo", "Start the sample audits and play their people.")


def app(words: Sequence[str]) -> typer.Typer:
    """The program with every command listed, and the one that the words ask for loaded: loading all takes seconds."""
    program = typer.Typer(
        help="Start audits, act on them, and look into them. With --url URL most commands ask the API there, from any "
        "machine. --debug shows where an unexpected error came from.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    asked = next((word for word in read_typed(words).words if not word.startswith("-")), None)
    for entry in (*CONTENTS, DEMO) if find_spec(DEMO.module) else CONTENTS:
        _add(program, entry, is_asked=entry.name == asked)
    return program


def _add(program: typer.Typer, entry: Entry, *, is_asked: bool) -> None:
    if not is_asked:
        program.command(entry.name, help=entry.says)(_only_listed)
        return
    found = getattr(import_module(entry.module), entry.function)
    if isinstance(found, typer.Typer):
        program.add_typer(found, name=entry.name)
    else:
        program.command(entry.name)(found)


def _only_listed() -> None:
    """Stands in the list for a command that nobody asked for."""


def surroundings() -> Surroundings:
    """The one place where a program of ours reads the clock."""
    return Surroundings(clock=lambda: datetime.now(UTC), ids=lambda: token_hex(16), salts=lambda: token_hex(16))


def main() -> NoReturn:
    words = sys.argv[1:]
    try:
        status = run(app(words), words, surroundings())
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    leave(status)


if __name__ == "__main__":
    main()
