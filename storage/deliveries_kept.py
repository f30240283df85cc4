"""Deliveries to other systems as operators see them: those that were given up, and tests and what came of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.letter import DeadLetter

_DEAD = text("""
    select delivery_id as notice_id, audit_id, seq, null as action_id, kind as notice, 'webhook' as role,
        webhook as person, due_at, attempts, failure, 'webhook' as channel
    from deliveries where state = 'dead'
    and (cast(:due_at as timestamptz) is null or (due_at, delivery_id) > (:due_at, :delivery_id))
    order by due_at, delivery_id limit :limit
""")
_RESEND = text("""
    update deliveries d set state = 'waiting', due_at = :now, attempts = 0
    from webhooks w where w.name = d.webhook and w.ended_at is null and d.state = 'dead'
    and (cast(:delivery_ids as text[]) is null or d.delivery_id = any(:delivery_ids))
""")
_TIDY = text("delete from deliveries where state in ('sent', 'withheld', 'untaken') and sent_at < :before")
_TEST = text("""
    with new as (
        insert into deliveries (delivery_id, webhook, audit_id, seq, kind, state, due_at)
        select :delivery_id, name, '', 0, 'test', 'waiting', :now from webhooks where name = :name and ended_at is null
        on conflict do nothing
    )
    select 1 from webhooks w where w.name = :name
    and (w.ended_at is null or exists (select from deliveries where delivery_id = :delivery_id))
""")
_COUNTS = text("""
    select state as name, count(*) as number from deliveries where state in ('waiting', 'leased') group by state
    union all select 'dead', count(*) from deliveries where state = 'dead' having count(*) > 0
""")
_OLDEST = text("""
    select min(coalesce(e.recorded_at, d.due_at)) from deliveries d
    left join events e on (e.audit_id, e.seq) = (d.audit_id, d.seq) where d.state in ('waiting', 'leased')
""")


async def dead(
    connection: AsyncConnection, *, after: tuple[datetime, str] | None = None, limit: int | None = None
) -> list[DeadLetter]:
    """Deliveries that were given up, oldest first; those after one that was due then under this id."""
    due_at, delivery_id = after or (None, None)
    given = {"due_at": due_at, "delivery_id": delivery_id, "limit": limit}
    return [DeadLetter.model_validate(dict(row)) for row in (await connection.execute(_DEAD, given)).mappings()]


async def resend(connection: AsyncConnection, delivery_ids: Sequence[str] | None = None, *, now: datetime) -> int:
    """Dead deliveries to webhooks that have not ended, all or those named, become due at once; how many did."""
    given = {"now": now, "delivery_ids": None if delivery_ids is None else list(delivery_ids)}
    return (await connection.execute(_RESEND, given)).rowcount


async def tidy(connection: AsyncConnection, before: datetime) -> int:
    """Forgets what has left before then; how many."""
    return (await connection.execute(_TIDY, {"before": before})).rowcount


async def test_id(connection: AsyncConnection, name: str, key: str, now: datetime) -> str | None:
    """Has a test message leave for a webhook, once under this key; the delivery's id, the same each time.

    None if there is no such webhook, or it has ended before.
    """
    delivery_id = f"test/{key}/webhook/{name}"
    row = (await connection.execute(_TEST, {"delivery_id": delivery_id, "name": name, "now": now})).one_or_none()
    return delivery_id if row else None


async def counts(connection: AsyncConnection) -> dict[str, int]:
    """How many have not left, or never will, by state."""
    return {row.name: row.number for row in await connection.execute(_COUNTS)}


async def oldest(connection: AsyncConnection) -> datetime | None:
    """Since when the first of those that have not left has waited."""
    moment: datetime | None = await connection.scalar(_OLDEST)
    return moment
