"""Audits that only named people may know of, and what says who is close to an audit."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.notes import lock

_ABOUT = text("""
    select a.audit_id, a.team, a.auditor, r.named,
        array(select distinct x.owner from actions x where x.audit_id = a.audit_id) as owners
    from audits a left join restrictions r using (audit_id) where a.audit_id = any(:ids)
""")
_RESTRICT = text("""
    insert into restrictions (audit_id, named) values (:audit_id, :named)
    on conflict (audit_id) do update set named = excluded.named
""")
_UNTELL = text("""
    update outbox set state = 'stale', stale_because = 'The audit was restricted to others.',
        leased_by = null, leased_until = null
    where audit_id = :audit_id and notice = 'mentioned' and state in ('waiting', 'leased', 'dead')
    and not person = any(:named)
""")
_LIFT = text("delete from restrictions where audit_id = :audit_id")
_HIDDEN = text("select audit_id from restrictions where audit_id = any(:ids) and not :person = any(named)")


class Around(NamedTuple):
    """Who is close to an audit; `named` are the only people who may know of it, None everybody near it."""

    team: str
    auditor: str
    owners: frozenset[str]
    named: frozenset[str] | None


async def around(connection: AsyncConnection, audit_id: str) -> Around | None:
    """Who is close to this audit; None when there is none."""
    return (await arounds(connection, [audit_id])).get(audit_id)


async def arounds(connection: AsyncConnection, audit_ids: Sequence[str]) -> dict[str, Around]:
    """Who is close to each of these audits that is there."""
    rows = await connection.execute(_ABOUT, {"ids": list(audit_ids)})
    return {row.audit_id: Around(row.team, row.auditor, frozenset(row.owners), _named(row.named)) for row in rows}


async def restrict(connection: AsyncConnection, audit_id: str, named: Sequence[str]) -> None:
    """From now on only these people may know of it; the audit need not be there yet.

    Nobody else is told any more that a note mentions them.
    """
    await lock(connection, audit_id)  # a note that is being left is told of either before or not at all
    await connection.execute(_RESTRICT, {"audit_id": audit_id, "named": sorted(named)})
    await connection.execute(_UNTELL, {"audit_id": audit_id, "named": sorted(named)})


async def lift(connection: AsyncConnection, audit_id: str) -> bool:
    """Lets everybody near it know of it again; False if everybody might."""
    return bool((await connection.execute(_LIFT, {"audit_id": audit_id})).rowcount)


async def hidden(connection: AsyncConnection, audit_ids: Sequence[str], person: str) -> set[str]:
    """Those of these audits that this person may not know of."""
    rows = await connection.execute(_HIDDEN, {"ids": list(audit_ids), "person": person})
    return set(rows.scalars())


def _named(named: Sequence[str] | None) -> frozenset[str] | None:
    return None if named is None else frozenset(named)
