"""What there is to watch, in numbers: how much is open, late, waiting or lost, and how far behind the record is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import deliveries_kept

LATE_AFTER = timedelta(minutes=1)
"""How long after its moment, and the spread of its policy, an audit that has not woken counts as asleep."""
RECENT = timedelta(minutes=5)

_AUDITS = text("select status as name, count(*) as number from audits where ended_at is null group by status")
_OVERDUE = text("""
    select level, is_safety, count(*) as number from actions
    where is_waiting and due_at <= :now group by level, is_safety order by level, is_safety
""")
# Not by state alone: the letters of years, all sent, are then never looked at.
_NOTICES = text("""
    select state as name, count(*) as number from outbox where state in ('waiting', 'leased') group by state
    union all select 'dead', count(*) from outbox where state = 'dead' having count(*) > 0
""")
# A letter that failed is due again later and later: it has waited since it could first leave all the same.
_OLDEST_NOTICE = text("""
    select min(coalesce(held_up_since, due_at)) from outbox
    where state in ('waiting', 'leased') and (held_up_since is not null or due_at <= :now)
""")
# What is told of the past at an import became true long before anybody could record it.
_LAG = text("""
    select extract(epoch from max(recorded_at - at))::float as longest,
        extract(epoch from avg(recorded_at - at))::float as average
    from events where recorded_at > :since and cast(body as jsonb) -> 'is_past' is null
""")
_ASLEEP = text("""
    select count(*) as number, min(late.moment) as oldest from (
        select a.next_moment + coalesce(cast(cast(f.body as jsonb) ->> 'spread' as interval), interval '0') as moment
        from audits a left join frameworks f using (framework, version)
        where a.ended_at is null and a.next_moment <= :before
    ) late where late.moment <= :before
""")
_ALARMS = text("""
    select what as name, count(*) as number from alarms left join audits using (audit_id)
    where cleared_at is null and audits.ended_at is null group by what
""")
_INBOX = text("""
    select state as name, count(*) as number from inbox where state in ('waiting', 'refused', 'unknown') group by state
""")
# What a later version acts on says so before anybody tried: it may wait as long as it likes.
_OLDEST_INCOMING = text("""
    select min(received_at) from inbox where state = 'waiting' and (attempts > 0 or outcome is null)
""")


class Overdue(NamedTuple):
    """Actions past their date that have been told equally far up the ladder."""

    level: int
    is_safety: bool
    number: int


class Asleep(NamedTuple):
    """Audits whose moment passed and that have not woken, and the moment of the first."""

    number: int
    oldest: datetime | None


class Lag(NamedTuple):
    """Seconds from an event to its record, over the last few minutes; None when there was none."""

    longest: float | None
    average: float | None


class Watched(NamedTuple):
    """Everything, as at one moment. Nothing in it can be told of one audit or of one person."""

    at: datetime
    open_audits: Mapping[str, int]
    overdue: tuple[Overdue, ...]
    notices: Mapping[str, int]
    oldest_notice: datetime | None
    lag: Lag
    asleep: Asleep
    alarms: Mapping[str, int]
    inbox: Mapping[str, int]
    oldest_incoming: datetime | None
    deliveries: Mapping[str, int]
    oldest_delivery: datetime | None


async def watched(connection: AsyncConnection, now: datetime) -> Watched:
    """As at `now`; each question is answered from what is open, never from all that ever was."""
    overdue = (await connection.execute(_OVERDUE, {"now": now})).mappings()
    lag = (await connection.execute(_LAG, {"since": now - RECENT})).mappings().one()
    asleep = (await connection.execute(_ASLEEP, {"before": now - LATE_AFTER})).mappings().one()
    return Watched(
        at=now,
        open_audits=await _numbers(connection, _AUDITS),
        overdue=tuple(Overdue(**row) for row in overdue),
        notices=await _numbers(connection, _NOTICES),
        oldest_notice=await connection.scalar(_OLDEST_NOTICE, {"now": now}),
        lag=Lag(**lag),
        asleep=Asleep(**asleep),
        alarms=await _numbers(connection, _ALARMS),
        inbox=await _numbers(connection, _INBOX),
        oldest_incoming=await connection.scalar(_OLDEST_INCOMING),
        deliveries=await deliveries_kept.counts(connection),
        oldest_delivery=await deliveries_kept.oldest(connection),
    )


async def _numbers(connection: AsyncConnection, statement: TextClause, **given: Any) -> dict[str, int]:
    return {row.name: row.number for row in await connection.execute(statement, given)}
