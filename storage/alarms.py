"""What operators must look at."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_RAISE = text("""
    insert into alarms (alarm_id, audit_id, seq, what, detail, at)
    values (:alarm_id, :audit_id, :seq, :what, :detail, :at) on conflict do nothing
""")
_RAISE_ANEW = text("""
    insert into alarms (alarm_id, audit_id, seq, what, detail, at)
    values (:alarm_id, :audit_id, :seq, :what, :detail, :at)
    on conflict (alarm_id) do update set detail = excluded.detail, at = excluded.at, cleared_at = null
""")
_OPEN = text("""
    select alarm_id, audit_id, alarms.seq, what, detail, at
    from alarms left join audits using (audit_id)
    where cleared_at is null and audits.ended_at is null
    order by at, alarm_id
""")
_ABOUT = text("""
    select detail from alarms where audit_id = :audit_id and cleared_at is null order by at desc limit 1
""")
_CLEAR = text("update alarms set cleared_at = :at where audit_id = :audit_id and cleared_at is null")


class OpenAlarm(NamedTuple):
    """Something nobody has put right yet."""

    alarm_id: str
    audit_id: str
    seq: int
    what: str
    detail: str
    at: datetime


async def raise_alarm(connection: AsyncConnection, alarm: OpenAlarm) -> bool:
    """False if it had been raised before."""
    return bool((await connection.execute(_RAISE, alarm._asdict())).rowcount)


async def raise_anew(connection: AsyncConnection, alarm: OpenAlarm) -> None:
    """Raises it, or says anew of the same alarm what is wrong now."""
    await connection.execute(_RAISE_ANEW, alarm._asdict())


async def open_alarms(connection: AsyncConnection) -> list[OpenAlarm]:
    """All that still need looking at, oldest first; those of an audit that is over no longer do."""
    return [OpenAlarm(**row) for row in (await connection.execute(_OPEN)).mappings()]


async def open_about(connection: AsyncConnection, audit_id: str) -> str | None:
    """What its latest open alarm says."""
    detail: str | None = await connection.scalar(_ABOUT, {"audit_id": audit_id})
    return detail


async def clear(connection: AsyncConnection, audit_id: str, *, at: datetime) -> int:
    """An operator has looked at this audit: how many of its alarms that puts away. What goes on is raised anew."""
    return (await connection.execute(_CLEAR, {"audit_id": audit_id, "at": at})).rowcount
