"""Snapshots of the calendar as they were taken in, and which open audits count by which."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import Audit
from domain.calendar import Calendar, read_calendar
from domain.events import AnyEvent
from storage.database import Database
from storage.upcasting import read_event

_CURRENT = text("""
    select distinct on (calendar) number, calendar, snapshot, digest, body, by, at from calendars
    order by calendar, number desc
""")
# Of two that are taken in at once the later snapshot stays the last, whoever comes first.
_KEEP = text("""
    insert into calendars (calendar, snapshot, digest, body, by, at)
    select :calendar, :snapshot, :digest, :body, :by, :at
    where not exists (select from calendars where calendar = :calendar and snapshot >= :snapshot)
""")
_LOCK = text("lock table calendars in share row exclusive mode")
_COUNTS = text("""
    select cast(value as jsonb) #>> '{rules,calendar,snapshot}' as snapshot, count(*) as audits from audits
    where ended_at is null group by 1 order by 1
""")
_OTHERS = text("""
    select audit_id from (
        select audit_id, cast(value as jsonb) #>> '{rules,calendar,snapshot}' as snapshot from audits
        where ended_at is null
    ) open where split_part(snapshot, '/', 1) = :name and snapshot <> :snapshot order by audit_id
""")
_VALUES = text("select audit_id, value from audits where audit_id = any(:ids) order by audit_id")
_EVENTS = text("select audit_id, shape, body from events where audit_id = any(:ids) order by audit_id, seq")


class Kept(NamedTuple):
    """A snapshot as it was taken in."""

    calendar: str
    snapshot: str
    digest: str
    body: str
    by: str
    at: datetime

    def read(self) -> Calendar:
        """The days off of its file."""
        return read_calendar(self.body)


class Known(NamedTuple):
    """An open audit, and all that its log says."""

    audit: Audit
    log: list[AnyEvent]


class KnownCalendars:
    """The current snapshots as this process last read them."""

    def __init__(self) -> None:
        self._read: dict[str, Calendar] = {}

    async def now(self, connection: AsyncConnection) -> dict[str, Calendar]:
        """By the calendar's name; none of a calendar of which no snapshot was ever taken in."""
        kept = await current(connection)
        self._read = {one.digest: self._read.get(one.digest) or one.read() for one in kept}
        return {one.calendar: self._read[one.digest] for one in kept}


async def current(connection: AsyncConnection) -> list[Kept]:
    """The last snapshot of each calendar."""
    rows = (await connection.execute(_CURRENT)).mappings().all()
    return [Kept(**{field: row[field] for field in Kept._fields}) for row in rows]


async def keep(connection: AsyncConnection, snapshot: Kept) -> bool:
    """Makes it current; False, and nothing is written, if this or a later one of its calendar is there already."""
    await connection.execute(_LOCK)
    return bool((await connection.execute(_KEEP, snapshot._asdict())).rowcount)


async def counts(connection: AsyncConnection) -> dict[str, int]:
    """How many open audits count by each snapshot."""
    return {row.snapshot: row.audits for row in await connection.execute(_COUNTS)}


async def others(database: Database, calendar: Calendar) -> list[str]:
    """The open audits that count by another snapshot of this calendar, by id."""
    async with database.reading() as connection:
        given = {"name": calendar.name, "snapshot": calendar.snapshot}
        return list((await connection.execute(_OTHERS, given)).scalars())


async def known(database: Database, ids: Sequence[str]) -> list[Known]:
    """These audits, by id. Raises BodyUnreadable."""
    given = {"ids": list(ids)}
    async with database.transaction() as connection:
        values = (await connection.execute(_VALUES, given)).all()
        logs: dict[str, list[AnyEvent]] = {row.audit_id: [] for row in values}
        for row in await connection.execute(_EVENTS, given):
            logs[row.audit_id].append(read_event(row.shape, row.body))
    return [Known(Audit.model_validate_json(row.value), logs[row.audit_id]) for row in values]
