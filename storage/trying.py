"""Events of the inbox are tried: claimed under a lease, then settled, refused, put off, or put back untried."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

_CLAIM = text("""
    with due as (
        select source, event_id from inbox one
        where state in ('waiting', 'unknown') and type = any(:types) and due_at <= :now
        and not exists (
            select from inbox before
            where before.state = 'waiting' and before.about && one.awaits and before.number < one.number
        )
        order by number limit :limit
        for update skip locked
    )
    update inbox set state = 'waiting', due_at = :until, attempts = attempts + 1
    from due where (inbox.source, inbox.event_id) = (due.source, due.event_id)
    returning inbox.number, inbox.source, inbox.event_id, inbox.type, inbox.body, inbox.sender, inbox.received_at,
              inbox.attempts, inbox.due_at as leased_until, inbox.request_id
""")
_OURS = "source = :source and event_id = :event_id and state = 'waiting' and due_at = :leased_until"
# Once an audit holds what an event said, its data would be kept twice: the digest tells a repeat from another.
_SETTLE = text(f"""
    update inbox set state = 'done', outcome = :outcome, audit_id = :audit_id, settled_at = :at,
        body = cast(cast(body as jsonb) - 'data' as text)
    where {_OURS}
""")  # noqa: S608 - one condition written once, of bound parameters only
_REFUSE = text(f"""
    update inbox set state = 'refused', outcome = :outcome, audit_id = :audit_id, settled_at = :at where {_OURS}
""")  # noqa: S608 - as above
_PUT_OFF = text(f"update inbox set due_at = :again_at, outcome = :outcome, audit_id = :audit_id where {_OURS}")  # noqa: S608 - as above
_PUT_BACK = text(f"update inbox set due_at = :at, attempts = attempts - 1 where {_OURS}")  # noqa: S608 - as above


class Due(NamedTuple):
    """An event to be tried now, by whoever claimed it, until its lease runs out."""

    number: int
    source: str
    event_id: str
    type: str
    body: str
    sender: str
    received_at: datetime
    attempts: int
    leased_until: datetime
    request_id: str


async def claim(
    connection: AsyncConnection, types: Sequence[str], *, now: datetime, until: datetime, limit: int
) -> list[Due]:
    """Up to `limit` events of these types that are due, in the order they came, now the caller's alone until `until`.

    None that awaits an earlier one. One whose lease has run out is due again; one that was unknown waits now.
    """
    given = {"types": list(types), "now": now, "until": until, "limit": limit}
    return sorted(Due(**row) for row in (await connection.execute(_CLAIM, given)).mappings())


async def settle(connection: AsyncConnection, due: Due, outcome: str, audit_id: str | None, at: datetime) -> bool:
    """It is done, and its data is taken out of it. False, and nothing changed, if the lease on it was lost."""
    return await _changed(connection, _SETTLE, due, {"outcome": outcome, "audit_id": audit_id, "at": at})


async def refuse(connection: AsyncConnection, due: Due, outcome: str, audit_id: str | None, at: datetime) -> bool:
    """A rule said no, for the reason in `outcome`: it stays until somebody has it tried again."""
    return await _changed(connection, _REFUSE, due, {"outcome": outcome, "audit_id": audit_id, "at": at})


async def put_off(
    connection: AsyncConnection, due: Due, outcome: str, audit_id: str | None, again_at: datetime
) -> bool:
    """It is tried again at that moment, for the reason in `outcome`."""
    return await _changed(connection, _PUT_OFF, due, {"outcome": outcome, "audit_id": audit_id, "again_at": again_at})


async def put_back(connection: AsyncConnection, due: Due, at: datetime) -> bool:
    """It was not tried: anybody may claim it at once."""
    return await _changed(connection, _PUT_BACK, due, {"at": at})


async def _changed(connection: AsyncConnection, change: TextClause, due: Due, facts: dict[str, object]) -> bool:
    ours = {"source": due.source, "event_id": due.event_id, "leased_until": due.leased_until}
    return bool((await connection.execute(change, ours | facts)).rowcount)
