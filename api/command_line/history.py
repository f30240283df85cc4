"""history: the story of an audit in plain words, and beside it, if wished, what the engine itself did."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from api.command_line.doors import Doors, Surroundings, opened
from api.command_line.showing import AuditArgument
from api.command_line.shown import Json, say, show_json, show_table
from api.errors import NoSuchAudit
from api.story import Told, story
from domain.dates_in_words import moment_in_short

if TYPE_CHECKING:
    from api.engine_pending import Pending
    from api.engine_story import EngineStep

Temporal = Annotated[bool, typer.Option("--temporal", help="Set the engine's own events beside it.")]


class _Engine(NamedTuple):
    """What the engine did and waits for; None where its server knows nothing any more."""

    steps: "list[EngineStep] | None"
    pending: "list[Pending] | None"


def history(ctx: typer.Context, audit_id: AuditArgument, *, temporal: Temporal = False, as_json: Json = False) -> None:
    """Tell an audit's story from the log, in plain words."""
    told, engine = asyncio.run(_history(ctx.obj, audit_id, temporal=temporal))
    if as_json:
        said = [one._asdict() for one in told]
        show_json(said if engine is None else {"events": said, **_as_fields(engine)})
        return
    now = ctx.obj.clock()
    rows = [(one.seq, moment_in_short(one.at, now), one.text) for one in told]
    show_table(("", "when", "what happened"), rows, folds=("what happened",))
    if engine:
        _tell(engine, now)


async def _history(surroundings: Surroundings, audit_id: str, *, temporal: bool) -> "tuple[list[Told], _Engine | None]":
    async with opened(surroundings) as doors:
        told = await story(doors.record.database, audit_id)
        if not told:
            raise NoSuchAudit(audit_id)
        return told, await _engine(doors, audit_id) if temporal else None


async def _engine(doors: Doors, audit_id: str) -> _Engine:
    from api.engine_pending import pending  # noqa: PLC0415 - the story alone needs no engine
    from api.engine_story import engine_story  # noqa: PLC0415 - the same

    client = await doors.client()
    page = await engine_story(client, audit_id)
    steps = page.steps if page else None
    while page and page.next:
        page = await engine_story(client, audit_id, after=page.next)
        steps = [*(steps or ()), *(page.steps if page else ())]
    return _Engine(steps, await pending(client, audit_id))


def _as_fields(engine: _Engine) -> dict[str, list[dict[str, object]] | None]:
    steps, waits = engine
    return {
        "temporal": None if steps is None else [one._asdict() for one in steps],
        "pending": None if waits is None else [one._asdict() for one in waits],
    }


def _tell(engine: _Engine, now: datetime) -> None:
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
