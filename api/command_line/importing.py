"""import: audits from elsewhere; published inspections, each judged by the next one of the same authority."""

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.command_line.doors import opened
from api.command_line.shown import Json, progress
from api.command_line.starting import SkipBad, refuse, tell
from api.command_line.surroundings import Surroundings
from api.command_line.tracking import tracker
from api.ofsted.files import Inspections, read_inspections
from api.ofsted.importing import Import, inspections_ground
from api.starting import Outcome

app = typer.Typer(help="Take in audits from elsewhere.", no_args_is_help=True)
app.command()(tracker)


class Clock(StrEnum):
    """From when dates run."""

    IMPORT = "import"
    PUBLISHED = "published"


@app.callback()
def importing() -> None:
    """Take in audits from elsewhere."""


@app.command()
def ofsted(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON Lines: one published inspection on each line.")],
    *,
    clock: Annotated[Clock, typer.Option(help="Dates run from today, or from each report's publication.")] = (
        Clock.IMPORT
    ),
    skip_bad: SkipBad = False,
    as_json: Json = False,
) -> None:
    """Import inspections of children's services; importing them again starts nothing new."""
    read = read_inspections(file)
    refuse(read.bad, skip_bad=skip_bad)
    tell(asyncio.run(_import(ctx.obj, read, clock, skip_bad=skip_bad)), as_json=as_json)


async def _import(surroundings: Surroundings, read: Inspections, clock: Clock, *, skip_bad: bool) -> Outcome:
    async with opened(surroundings) as doors:
        starting = await doors.starting()
        now = surroundings.clock()
        ground = await inspections_ground(doors.record, doors.policies, read.inspections, now)
        drafts = Import(read, ground, is_past=clock is Clock.PUBLISHED).drafts()
        with progress() as bar:
            return await starting.start(drafts, read.bad, skip_bad=skip_bad, progress=bar)
