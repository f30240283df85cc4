"""How many notices are in each state, of those that somebody may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.scope import Scope

WAITING = {"waiting", "leased"}
_COUNTS = """
    select o.state, count(*) as number, min(o.due_at) as oldest from outbox o
    where {} and (cast(:people as text[]) is null or o.person = any(:people)) group by o.state order by o.state
"""


class NoticeCounts(NamedTuple):
    """The states that have any, and when the first of those that wait may leave."""

    counts: dict[str, int]
    oldest_waiting: datetime | None


async def notice_counts(connection: AsyncConnection, scope: Scope, people: Sequence[str] | None) -> NoticeCounts:
    """Of notices to these people, or to anybody."""
    given = {**scope.parameters(), "people": people}
    rows = (await connection.execute(text(_COUNTS.format(scope.condition("o.audit_id"))), given)).all()
    waiting = [row.oldest for row in rows if row.state in WAITING]
    return NoticeCounts({row.state: row.number for row in rows}, min(waiting, default=None))
