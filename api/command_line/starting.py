"""start: audits from files, all of them read and checked before the first one starts."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.command_line.address import address
from api.command_line.doors import policies_here
from api.command_line.shown import Json, say, show_json, warn
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.errors import BadInput, of_all
from api.start_files import Read, read_start_files

if TYPE_CHECKING:
    from api.starting import Outcome

SkipBad = Annotated[bool, typer.Option("--skip-bad", help="Start the good ones and say which were skipped.")]


def start(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="JSON Lines: one audit on each line.")],
    *,
    skip_bad: SkipBad = False,
    by: Annotated[
        str | None, typer.Option(help="Who starts them; without it, as each line says. With --url it is you.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Start audits from JSON Lines files; starting one twice starts one."""
    # From afar the API's own rules count, not those that are here.
    read = read_start_files(files, None if address(ctx.obj) else policies_here())
    refuse(read.bad, skip_bad=skip_bad)
    tell(asyncio.run(_start(ctx.obj, read, by, skip_bad=skip_bad)), as_json=as_json)


def refuse(bad: Sequence[BadInput], *, skip_bad: bool) -> None:
    """Raises what is wrong with the lines, unless bad ones are to be skipped."""
    if bad and not skip_bad:
        raise of_all(bad)


def tell(outcome: "Outcome", *, as_json: bool) -> None:
    """Say what was started, what was there, and what was skipped and why."""
    if as_json:
        skipped = [{"place": str(one.place), "sentence": one.sentence} for one in outcome.skipped]
        show_json({"started": outcome.started, "already": outcome.already, "skipped": skipped})
        return
    for one in outcome.skipped:
        warn(f"Skipped {one}")
    there = f", {len(outcome.already)} already there" if outcome.already else ""
    skipped_too = f", {len(outcome.skipped)} skipped" if outcome.skipped else ""
    say(f"{len(outcome.started)} started{there}{skipped_too}.")


async def _start(surroundings: Surroundings, read: Read, by: str | None, *, skip_bad: bool) -> "Outcome":
    async with desk(surroundings) as here:
        return await here.start(read, by, skip_bad=skip_bad)
