"""plan and return: audits that are to be made, and what came of them, from files."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.command_line.address import address
from api.command_line.doors import policies_here
from api.command_line.shown import Json, say, show_json
from api.command_line.starting import SkipBad, refuse, tell
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.errors import of_all
from api.forms import PlanForm
from api.start_files import Read, read_start_files

if TYPE_CHECKING:
    from api.starting import Outcome

Files = Annotated[list[Path], typer.Argument(help="JSON Lines: one audit on each line.")]
By = Annotated[str | None, typer.Option(help="Who does it; without it, as each line says. With --url it is you.")]


def plan(ctx: typer.Context, files: Files, *, skip_bad: SkipBad = False, by: By = None, as_json: Json = False) -> None:
    """Plan audits from JSON Lines files; planning one twice plans one. One that names an auditor is allocated."""
    read = read_start_files(files, None if address(ctx.obj) else policies_here(), PlanForm)
    refuse(read.bad, skip_bad=skip_bad)
    tell(asyncio.run(_plan(ctx.obj, read, by, skip_bad=skip_bad)), as_json=as_json)


def return_audits(ctx: typer.Context, files: Files, *, by: By = None, as_json: Json = False) -> None:
    """Return planned audits from JSON Lines files, in the form of start; returning one twice returns it once."""
    # Each goes by the rules it was planned by, which the record has: only they say which names there are.
    read = read_start_files(files, None)
    refuse(read.bad, skip_bad=False)
    outcome = asyncio.run(_return(ctx.obj, read, by))
    if as_json:
        show_json({"returned": outcome.started})
    else:
        say(f"{len(outcome.started)} returned.")
    if outcome.skipped:
        raise of_all(outcome.skipped)


async def _plan(surroundings: Surroundings, read: Read, by: str | None, *, skip_bad: bool) -> "Outcome":
    async with desk(surroundings) as here:
        return await here.plan(read, by, skip_bad=skip_bad)


async def _return(surroundings: Surroundings, read: Read, by: str | None) -> "Outcome":
    async with desk(surroundings) as here:
        return await here.return_audits(read, by)
