"""verify and rebuild: whether the record is whole, and making the tables anew from the log."""

import asyncio
from typing import Annotated

import typer

from api.command_line.doors import opened
from api.command_line.shown import Json, counted, progress, say, show_json
from api.command_line.surroundings import Surroundings
from api.errors import BrokenRecord
from api.open_workflows import OpenWorkflows
from domain.audit import OVER
from storage import reading, rebuilding, verifying
from storage.verifying import Fault

SHOWN = 50  # faults on a terminal; JSON has them all


def verify(
    ctx: typer.Context,
    *,
    log_only: Annotated[bool, typer.Option("--log-only", help="Leave the engine's workflows out.")] = False,
    as_json: Json = False,
) -> None:
    """Check every audit: its chain, its end against the tables, and against its workflow."""
    number, faults = asyncio.run(_verify(ctx.obj, log_only=log_only))
    _tell(number, faults, "verified", as_json=as_json)


def rebuild(ctx: typer.Context, *, as_json: Json = False) -> None:
    """Make the tables that people read anew from the log."""
    number, faults = asyncio.run(_rebuild(ctx.obj))
    _tell(number, faults, "rebuilt", as_json=as_json)


async def _verify(surroundings: Surroundings, *, log_only: bool) -> tuple[int, list[Fault]]:
    async with opened(surroundings) as doors:
        database = doors.record.database
        faults = await verifying.verify(database)
        audits = await reading.audits(database, surroundings.clock())
        if not log_only:
            is_open = [one.audit_id for one in audits if one.status not in OVER]
            faults += await OpenWorkflows(await doors.client(), database).faults(is_open)
        return len(audits), faults


async def _rebuild(surroundings: Surroundings) -> tuple[int, list[Fault]]:
    async with opened(surroundings) as doors:
        database = doors.record.database
        number = len(await reading.audits(database, surroundings.clock()))
        with progress() as bar:
            faults = await rebuilding.rebuild(database, lambda done: bar("Rebuilding", done, number))
        return number, faults


def _tell(number: int, faults: list[Fault], done: str, *, as_json: bool) -> None:
    if as_json:
        show_json({"audits": number, "faults": [one._asdict() for one in faults]})
    else:
        for fault in faults[:SHOWN]:
            say(f"{fault.audit_id}: {fault.sentence}")
        if len(faults) > SHOWN:
            say(f"and {len(faults) - SHOWN} more.")
    if faults:
        raise BrokenRecord(f"The record is not whole: {counted(len(faults), 'fault')} in {counted(number, 'audit')}.")
    if not as_json:
        say(f"{counted(number, 'audit')} {done}: everything is whole.")
