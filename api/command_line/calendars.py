"""calendar: which bank holidays count, and taking in other ones, which moves dates of every open audit."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from api.command_line.calendars_shown import tell_change, tell_moved, tell_standing
from api.command_line.doors import opened
from api.command_line.shown import Json, progress
from api.command_line.surroundings import Surroundings
from api.errors import BadInput

if TYPE_CHECKING:
    from api.calendar_change import Change

app = typer.Typer(help="The bank holidays that dates are counted by.", no_args_is_help=True)
QUESTION = "Take this calendar in, and move these dates?"


@app.callback()
def calendar() -> None:
    """The bank holidays that dates are counted by."""


@app.command()
def show(ctx: typer.Context, *, as_json: Json = False) -> None:
    """Show the current snapshot of each calendar, and how many open audits count by it or by another."""
    asyncio.run(_show(ctx.obj, as_json=as_json))


@app.command()
def update(  # noqa: PLR0913 - one for each thing that can be said
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A snapshot, written as those of policies/calendars.")],
    *,
    by: Annotated[str, typer.Option(metavar="PERSON", help="Who has it done: somebody whom the policy lets operate.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show which dates would move; change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Take in a snapshot of the bank holidays, and move the open dates that it moves. Given again, it goes on."""
    asyncio.run(_update(ctx.obj, file, Asked(by, dry_run, yes, as_json)))


class Asked(NamedTuple):
    """Who asks, how far it is to go, and how it answers."""

    by: str
    dry_run: bool
    yes: bool
    as_json: bool


async def _show(surroundings: Surroundings, *, as_json: bool) -> None:
    from api.calendar_standing import standing  # noqa: PLC0415 - only this command needs it

    async with opened(surroundings) as doors:
        tell_standing(await standing(doors.record, doors.policies), as_json=as_json)


async def _update(surroundings: Surroundings, file: Path, asked: Asked) -> None:
    from api.calendar_change import Changing  # noqa: PLC0415 - loads the engine's library, which takes long

    async with opened(surroundings) as doors:
        with progress() as bar:
            changing = Changing(doors.record, doors.policies, surroundings.clock, bar)
            given = await changing.read(file)
            change = await changing.change(given, asked.by)
        if asked.dry_run:
            tell_change(change, as_json=asked.as_json, is_rehearsal=True)
            return
        if not asked.as_json:
            tell_change(change, as_json=False)
        _check_meant(change, asked)
        with progress() as bar:
            changing = Changing(doors.record, doors.policies, surroundings.clock, bar)
            moved = await changing.carry_out(given, asked.by, await doors.engine())
        tell_moved(change, moved, as_json=asked.as_json)


def _check_meant(change: "Change", asked: Asked) -> None:
    """Raises BadInput, or ends the program, unless whoever asks means it."""
    if asked.yes or not change.is_any:
        return
    if asked.as_json or not sys.stdin.isatty():
        raise BadInput("calendar update", "it asks before it moves anything: add --yes, or --dry-run to look.")
    typer.confirm(QUESTION, abort=True)
