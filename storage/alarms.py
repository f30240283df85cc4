"""What operators must look at."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_RAISE = text("""
    insert into alarms (alarm_id, audit_id, seq, what, detail, at)
    values (:alarm_id, :audit_id, :seq, :what, :detail, :at) on conflict do nothing
""")
_OPEN = text("""
    select alarm_id, audit_id, seq, what, detail, at from alarms where cleared_at is null order by at, alarm_id
""")
_CLEAR = text("update alarms set cleared_at = :at where alarm_id = :alarm_id and cleared_at is null")


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


async def open_alarms(connection: AsyncConnection) -> list[OpenAlarm]:
    """All that still need looking at, oldest first."""
    return [OpenAlarm(**row) for row in (await connection.execute(_OPEN)).mappings()]


async def clear(connection: AsyncConnection, alarm_id: str, *, at: datetime) -> bool:
    """Somebody has looked at it. False if there was nothing to clear."""
    return bool((await connection.execute(_CLEAR, {"alarm_id": alarm_id, "at": at})).rowcount)
