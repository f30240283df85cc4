"""forecast: what the next weeks bring to one audit if nobody does anything."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from api.command_line.address import address
from api.command_line.afar_paths import of_audit
from api.command_line.showing import AuditArgument
from api.command_line.shown import Json, progress, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.forecast import DAYS, LONGEST, Forecast, Horizon, WouldBeTold, forecast_of
from domain.dates_in_words import due_in_words, moment_in_short

Days = Annotated[int, typer.Option(min=1, max=LONGEST, help="How many days ahead.")]


def forecast(ctx: typer.Context, audit_id: AuditArgument, *, days: Days = DAYS, as_json: Json = False) -> None:
    """List what comes to an audit if nobody does anything: when, what, and who would be told."""
    foreseen = asyncio.run(_forecast(ctx.obj, audit_id, days))
    if as_json:
        show_json(foreseen.model_dump())
    else:
        _tell(foreseen, ctx.obj.clock())


async def _forecast(surroundings: Surroundings, audit_id: str, days: int) -> Forecast:
    url = address(surroundings)
    return await (_afar(url, surroundings, audit_id, days) if url else _beside(surroundings, audit_id, days))


async def _beside(surroundings: Surroundings, audit_id: str, days: int) -> Forecast:
    from api.command_line.doors import opened  # noqa: PLC0415 - each way loads libraries of its own

    async with opened(surroundings) as doors:
        directory = await doors.record.directory()
        async with doors.record.database.reading() as connection:
            return await forecast_of(connection, directory, audit_id, Horizon(surroundings.clock(), days))


async def _afar(url: str, surroundings: Surroundings, audit_id: str, days: int) -> Forecast:
    from api.command_line.line import line  # noqa: PLC0415 - each way loads libraries of its own

    with progress() as bar:
        async with line(url, surroundings, bar) as far:
            return await far.get(f"{of_audit(audit_id)}/forecast", Forecast, days=days)


def _tell(foreseen: Forecast, now: datetime) -> None:
    say(f"{foreseen.audit_id}: what comes {due_in_words(foreseen.until)}, if nobody does anything.")
    for note in foreseen.notes:
        say(note)
    if foreseen.items:
        rows = [(moment_in_short(one.at, now), one.text, "; ".join(map(_told, one.told))) for one in foreseen.items]
        columns = ("when", "what its story would say", "who would be told")
        show_table(columns, rows, folds=("what its story would say", "who would be told"))


def _told(one: WouldBeTold) -> str:
    instead = f", for {one.stands_in_for}" if one.stands_in_for else ""
    return f"{one.name} ({one.role.replace('_', ' ')}{instead})"
