"""Following all audits at once: every page of every log, in one order that only grows."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# A transaction that is still open may yet bring a lower position to light: nothing is read beyond the oldest of them.
_SINCE = text("""
    select c.position, c.audit_id, c.first, c.last, a.status, a.team, a.auditor, r.named,
        array(select e.kind from events e where e.audit_id = c.audit_id and e.seq between c.first and c.last
              order by e.seq) as kinds,
        array(select distinct x.owner from actions x where x.audit_id = c.audit_id) as owners
    from changes c join audits a using (audit_id) left join restrictions r using (audit_id)
    where c.position > :after and c.transaction::xid8 < pg_snapshot_xmin(pg_current_snapshot())
    order by c.position limit :limit
""")
_END = text("""
    select coalesce(max(position), 0) from changes where transaction::xid8 < pg_snapshot_xmin(pg_current_snapshot())
""")


class Change(NamedTuple):
    """One page of one audit: its place among all, its events, and who is close to the audit."""

    position: int
    audit_id: str
    first: int
    last: int
    status: str
    kinds: list[str]
    team: str
    auditor: str
    owners: frozenset[str]
    named: frozenset[str] | None


async def since(connection: AsyncConnection, after: int, limit: int) -> list[Change]:
    """The pages that follow this position, in order."""
    rows = (await connection.execute(_SINCE, {"after": after, "limit": limit})).mappings()
    return [_change({**row}) for row in rows]


async def end(connection: AsyncConnection) -> int:
    """The last position there is."""
    position: int = (await connection.execute(_END)).scalar_one()
    return position


def _change(row: Mapping[str, Any]) -> Change:
    named = None if row["named"] is None else frozenset(row["named"])
    return Change(**{**row, "owners": frozenset(row["owners"]), "named": named})
