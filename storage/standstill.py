"""Open audits that something should have happened to by now: the suspects when one asks what stands still."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text

from domain.durations import Duration
from storage.database import Database

_OPEN = text("select audit_id, started_at from audits where ended_at is null order by audit_id")
_LATE = text("""
    select audit_id, next_moment, cast(value as jsonb) -> 'rules' ->> 'spread' as spread from audits
    where ended_at is null and next_moment < :before order by next_moment, audit_id
""")
_UNANSWERED = text("""
    select scope as audit_id, min(r.at) as at from requests r join audits a on a.audit_id = r.scope
    where r.status is null and r.at between :since and :before and a.ended_at is null
    group by scope order by min(r.at), scope
""")


class Late(NamedTuple):
    """An audit whose next moment has passed, with the spread of its policy."""

    audit_id: str
    next_moment: datetime
    spread: Duration


class Unanswered(NamedTuple):
    """An audit that was asked something and has not answered: since when."""

    audit_id: str
    at: datetime


async def open_audits(database: Database) -> dict[str, datetime]:
    """When each of the open audits was started."""
    async with database.transaction() as connection:
        return {row.audit_id: row.started_at for row in await connection.execute(_OPEN)}


async def late(database: Database, before: datetime) -> list[Late]:
    """The open audits whose next moment was before this instant, longest ago first."""
    async with database.transaction() as connection:
        rows = (await connection.execute(_LATE, {"before": before})).all()
    return [Late(row.audit_id, row.next_moment, Duration.parse(row.spread)) for row in rows]


async def unanswered(database: Database, since: datetime, before: datetime) -> list[Unanswered]:
    """The open audits with a request of that time which has no final answer."""
    async with database.transaction() as connection:
        rows = (await connection.execute(_UNANSWERED, {"since": since, "before": before})).all()
    return [Unanswered(row.audit_id, row.at) for row in rows]
