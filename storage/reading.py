"""What people and programs read of audits. Nothing here knows what time it is: `now` is an argument."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import Audit
from domain.chain import Head
from domain.events import AnyEvent
from storage.blind import ANYBODY, MASKED, Reader
from storage.database import Database
from storage.shown import (
    ActionLine,
    Answer,
    AuditLine,
    AuditShown,
    Counts,
    FindingLine,
    Recounted,
    StandardLine,
)
from storage.upcasting import read_event

_AUDIT = ", ".join(MASKED.get(one, f"a.{one}") for one in AuditLine._fields if one != "actions_overdue")
_OVERDUE = "(select count(*) from actions x where x.audit_id = a.audit_id and x.is_waiting and x.due_at <= :now)"
_ACTION = ", ".join(one for one in ActionLine._fields if one != "is_overdue")
_ACTION_MOMENTS = ("due_at", "original_due_at", "paused_until", "extension_asked_for")
_LIST = text(f"""
    select {_AUDIT}, {_OVERDUE} as actions_overdue from audits a
    where (cast(:kind as text) is null or a.kind = :kind)
    and (cast(:status as text) is null or a.status = :status)
    and (cast(:team as text) is null or a.team = :team)
    and (cast(:moderation as text) is null or a.moderation = :moderation)
    and (not :disputed_only or a.disputes_open > 0)
    and (not :overdue_only or {_OVERDUE} > 0)
    order by a.started_at, a.audit_id
""")  # noqa: S608 - made of column names of ours
_ONE = f"select {_AUDIT}, {_OVERDUE} as actions_overdue from audits a where a.audit_id = :audit_id"  # noqa: S608 - as above
_LINE = text(_ONE)


def _part(line: type[NamedTuple], source: str, order: str, **made: str) -> str:
    columns = ", ".join(f"{made.get(one, one)} as {one}" for one in line._fields)
    rows = f"select {columns} from {source} where audit_id = :audit_id order by {order}"  # noqa: S608 - as above
    return f"(select coalesce(json_agg(one), '[]') from ({rows}) one) as {source}"  # noqa: S608 - as above


# One round trip, not four: it is what people look at most.
_WHOLE = text(f"""
    with line as ({_ONE})
    select line.*,
        {_part(StandardLine, "standards", "standard")},
        {_part(ActionLine, "actions", "due_at, action_id", is_overdue="(is_waiting and due_at <= :now)")},
        {_part(FindingLine, "findings", "finding_id")}
    from line
""")  # noqa: S608 - made of column names of ours
_ALL_OVERDUE = text(f"""
    select {_ACTION}, true as is_overdue from actions where is_waiting and due_at <= :now
    order by due_at, audit_id, action_id
""")  # noqa: S608 - made of column names of ours
_EVENTS = text("select shape, body, recorded_at from events where audit_id = :audit_id and seq > :after order by seq")
_AMENDED = text("select shape, body from events where audit_id = :audit_id and kind = 'amended' order by seq")
_ANSWER = text("""
    select min(seq) as first, max(seq) as last from events where audit_id = :audit_id and command_id = :command_id
""")
_VALUE = text("select seq, digest, value from audits where audit_id = :audit_id")
_COUNTS = text("""
    select (select count(*) from audits) as audits, (select count(*) from events) as events,
        (select count(*) from findings) as findings, (select count(*) from actions) as actions,
        (select count(*) from outbox) as notices
""")


class Wish(NamedTuple):
    """Which audits a list shows; None is any."""

    kind: str | None = None
    status: str | None = None
    team: str | None = None
    overdue_only: bool = False
    moderation: str | None = None
    disputed_only: bool = False


async def audits(database: Database, now: datetime, wish: Wish | None = None) -> list[AuditLine]:
    """The audits that were wished for, oldest first."""
    given = (wish or Wish())._asdict() | {"now": now, **ANYBODY.parameters()}
    async with database.transaction() as connection:
        return [AuditLine(**row) for row in (await connection.execute(_LIST, given)).mappings()]


async def audit(database: Database, audit_id: str, now: datetime) -> AuditShown | None:
    """One audit with its standards, actions and findings, or None."""
    async with database.transaction() as connection:
        return await shown(connection, audit_id, now)


async def shown(
    connection: AsyncConnection, audit_id: str, now: datetime, reader: Reader = ANYBODY
) -> AuditShown | None:
    """The same, in a transaction that is open; whoever may give the second grade is shown immediate concerns alone."""
    given = {"audit_id": audit_id, "now": now, **reader.parameters()}
    row = (await connection.execute(_WHOLE, given)).mappings().one_or_none()
    if row is None:
        return None
    line = AuditLine(**{one: row[one] for one in AuditLine._fields})
    if line.is_blind:
        safety = [ActionLine(**{**one, **_moments(one)}) for one in row["actions"] if one["is_safety"]]
        return AuditShown(line, [], safety, [])
    return AuditShown(
        line,
        [StandardLine(**one) for one in row["standards"]],
        [ActionLine(**{**one, **_moments(one)}) for one in row["actions"]],
        [FindingLine(**one) for one in row["findings"]],
    )


def _moments(action: Mapping[str, Any]) -> dict[str, datetime]:
    """JSON has no times: those that an action has, read again."""
    return {name: datetime.fromisoformat(action[name]) for name in _ACTION_MOMENTS if action[name]}


async def line(connection: AsyncConnection, audit_id: str, now: datetime, reader: Reader = ANYBODY) -> AuditLine | None:
    """One audit as lists have it, or None."""
    given = {"audit_id": audit_id, "now": now, **reader.parameters()}
    row = (await connection.execute(_LINE, given)).mappings().one_or_none()
    return AuditLine(**row) if row else None


async def value(database: Database, audit_id: str) -> tuple[Head, Audit] | None:
    """The audit as the rules know it, and where its log ends; or None."""
    async with database.reading() as connection:
        row = (await connection.execute(_VALUE, {"audit_id": audit_id})).one_or_none()
        return (Head(seq=row.seq, digest=row.digest), Audit.model_validate_json(row.value)) if row else None


async def overdue(database: Database, now: datetime) -> list[ActionLine]:
    """Every action of every audit whose date has passed and that is neither done nor claimed, longest overdue first."""
    async with database.transaction() as connection:
        return [ActionLine(**row) for row in (await connection.execute(_ALL_OVERDUE, {"now": now})).mappings()]


async def history(database: Database, audit_id: str, *, after: int = 0) -> list[Recounted]:
    """The audit's events with a `seq` above `after`, in order. Raises BodyUnreadable."""
    async with database.reading() as connection:
        return await history_in(connection, audit_id, after)


async def history_in(connection: AsyncConnection, audit_id: str, after: int = 0) -> list[Recounted]:
    """The same, by a connection that is open."""
    rows = (await connection.execute(_EVENTS, {"audit_id": audit_id, "after": after})).all()
    return [Recounted(read_event(row.shape, row.body), row.recorded_at) for row in rows]


async def amended(connection: AsyncConnection, audit_id: str) -> list[AnyEvent]:
    """The events that put something right, oldest first. Raises BodyUnreadable."""
    rows = (await connection.execute(_AMENDED, {"audit_id": audit_id})).all()
    return [read_event(row.shape, row.body) for row in rows]


async def answer(database: Database, audit_id: str, command_id: str) -> Answer | None:
    """What the log holds of a command; None if it never reached it."""
    async with database.reading() as connection:
        row = (await connection.execute(_ANSWER, {"audit_id": audit_id, "command_id": command_id})).one()
    return None if row.first is None else Answer(row.first, row.last)


async def counts(database: Database) -> Counts:
    """How much there is of everything."""
    async with database.transaction() as connection:
        return Counts(**(await connection.execute(_COUNTS)).mappings().one())
