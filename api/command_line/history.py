"""history: the story of an audit in plain words, and beside it, if wished, what the engine itself did."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.command_line.doors import Doors, Surroundings, opened
from api.command_line.showing import AuditArgument
from api.command_line.shown import Json, say, show_json, show_table
from api.errors import NoSuchAudit
from api.story import Told, story
from domain.dates_in_words import moment_in_short

if TYPE_CHECKING:
    from api.engine_story import EngineStep

Temporal = Annotated[bool, typer.Option("--temporal", help="Set the engine's own events beside it.")]


def history(ctx: typer.Context, audit_id: AuditArgument, *, temporal: Temporal = False, as_json: Json = False) -> None:
    """Tell an audit's story from the log, in plain words."""
    told, steps = asyncio.run(_history(ctx.obj, audit_id, temporal=temporal))
    if as_json:
        said = [one._asdict() for one in told]
        show_json({"events": said, "temporal": _as_fields(steps)} if temporal else said)
        return
    now = ctx.obj.clock()
    rows = [(one.seq, moment_in_short(one.at, now), one.text) for one in told]
    show_table(("", "when", "what happened"), rows, folds=("what happened",))
    if temporal:
        _tell(steps, now)


async def _history(
    surroundings: Surroundings, audit_id: str, *, temporal: bool
) -> "tuple[list[Told], list[EngineStep] | None]":
    async with opened(surroundings) as doors:
        told = await story(doors.record.database, audit_id)
        if not told:
            raise NoSuchAudit(audit_id)
        return told, await _steps(doors, audit_id) if temporal else None


async def _steps(doors: Doors, audit_id: str) -> "list[EngineStep] | None":
    from api.engine_story import engine_story  # noqa: PLC0415 - the story alone needs no engine

    return await engine_story(await doors.client(), audit_id)


def _as_fields(steps: "list[EngineStep] | None") -> list[dict[str, object]] | None:
    return None if steps is None else [one._asdict() for one in steps]


def _tell(steps: "list[EngineStep] | None", now: datetime) -> None:
    if steps is None:
        say("\nThe engine's own events are gone (its server keeps them for days); the story above is whole.")
        return
    title = "\nThe engine's own events"
    rows = [(one.number, moment_in_short(one.at, now), one.what, one.detail) for one in steps]
    show_table(("", "when", "what", "detail"), rows, title=title, folds=("what", "detail"))
