"""history: the story of an audit in plain words, and beside it, if wished, what the engine itself did."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.command_line.desk import Engine
from api.command_line.showing import AuditArgument
from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.story import Told
from domain.dates_in_words import moment_in_short

if TYPE_CHECKING:
    from api.engine_pending import Pending
    from api.engine_story import EngineStep

Temporal = Annotated[bool, typer.Option("--temporal", help="Set the engine's own events beside it.")]


def history(ctx: typer.Context, audit_id: AuditArgument, *, temporal: Temporal = False, as_json: Json = False) -> None:
    """Tell an audit's story from the log and its notes, in plain words."""
    told, engine = asyncio.run(_history(ctx.obj, audit_id, temporal=temporal))
    if as_json:
        said = [one._asdict() for one in told]
        show_json(said if engine is None else {"events": said, **_as_fields(engine)})
        return
    now = ctx.obj.clock()
    rows = [(one.note or one.seq, moment_in_short(one.at, now), one.text) for one in told]
    show_table(("", "when", "what happened"), rows, folds=("what happened",))
    if engine:
        _tell(engine, now)


async def _history(surroundings: Surroundings, audit_id: str, *, temporal: bool) -> tuple[list[Told], Engine | None]:
    async with desk(surroundings) as here:
        return await here.story(audit_id), await here.engine(audit_id) if temporal else None


def _as_fields(engine: Engine) -> dict[str, list[dict[str, object]] | None]:
    steps, waits = engine
    return {
        "temporal": None if steps is None else [one._asdict() for one in steps],
        "pending": None if waits is None else [one._asdict() for one in waits],
    }


def _tell(engine: Engine, now: datetime) -> None:
    if engine.steps is None:
        say("\nThe engine's own events are gone (its server keeps them for days); the story above is whole.")
        return
    title = "\nThe engine's own events"
    columns = ("", "when", "what", "detail")
    show_table(columns, _rows(engine.steps, now), title=title, folds=("what", "detail"))
    for one in engine.pending or ():
        say(_waiting(one, now))


def _rows(steps: "list[EngineStep]", now: datetime) -> Iterator[tuple[object, ...]]:
    """Several runs are numbered, for each counts its events from 1."""
    runs = list(dict.fromkeys(step.run_id for step in steps))
    for one in steps:
        number = f"{runs.index(one.run_id) + 1}/{one.number}" if len(runs) > 1 else one.number
        yield number, moment_in_short(one.at, now), one.what, _detail(one.detail, one.attempt, one.failure)


def _waiting(one: "Pending", now: datetime) -> str:
    detail = _detail(one.what, one.attempt, one.failure)
    again = "rings" if one.kind == "timer" else "next try"
    when = f"; {again} {moment_in_short(one.next_at, now)}" if one.next_at else ""
    return f"Waits for: {one.kind} {detail}, since {moment_in_short(one.since, now)}{when}."


def _detail(about: str, attempt: int, failure: str) -> str:
    tried = f"try {attempt}" if attempt > 1 else ""
    return "; ".join(part.removesuffix(".") for part in (about, tried, failure) if part)
