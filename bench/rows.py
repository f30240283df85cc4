"""What the engine wrote down, read back from its tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from domain.audit import Audit
from domain.events import EVENT
from domain.evolve import fold
from storage.database import Database
from storage.tables import EVENTS, METADATA


class Recorded(NamedTuple):
    """One event: whose, what, when it became true, and when it was written."""

    audit_id: str
    kind: str
    at: datetime
    recorded_at: datetime


async def rows_by_table(database: Database) -> dict[str, int]:
    """How many rows each table holds."""
    async with database.transaction() as connection:
        counts = {
            table.name: await connection.scalar(select(func.count()).select_from(table))
            for table in METADATA.sorted_tables
        }
    return {name: count or 0 for name, count in counts.items()}


def written_since(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Tables that have more rows now, and how many."""
    return {name: after[name] - before[name] for name in after if after[name] > before[name]}


async def audits_with(database: Database, kind: str, prefix: str) -> int:
    """How many audits whose id begins so have an event of this kind."""
    of_kind = select(func.count(EVENTS.c.audit_id.distinct())).where(
        EVENTS.c.kind == kind, EVENTS.c.audit_id.like(f"{prefix}%")
    )
    async with database.transaction() as connection:
        return await connection.scalar(of_kind) or 0


async def events_of(database: Database, kinds: tuple[str, ...], prefix: str) -> list[Recorded]:
    """Events of these kinds in audits whose id begins so, in the order of each audit's log."""
    columns = (EVENTS.c.audit_id, EVENTS.c.kind, EVENTS.c.at, EVENTS.c.recorded_at)
    wanted = select(*columns).where(EVENTS.c.kind.in_(kinds), EVENTS.c.audit_id.like(f"{prefix}%"))
    async with database.transaction() as connection:
        rows = await connection.execute(wanted.order_by(EVENTS.c.audit_id, EVENTS.c.seq))
        return [Recorded(*row) for row in rows]


async def sizes(database: Database, audit_id: str) -> tuple[int, int]:
    """Bytes of an audit's value as JSON after its first page, and at its end."""
    bodies = select(EVENTS.c.recorded_at, EVENTS.c.body).where(EVENTS.c.audit_id == audit_id).order_by(EVENTS.c.seq)
    async with database.transaction() as connection:
        rows = (await connection.execute(bodies)).all()
    events = [EVENT.validate_json(row.body) for row in rows]
    first = [event for event, row in zip(events, rows, strict=True) if row.recorded_at == rows[0].recorded_at]
    return _size(fold(None, first)), _size(fold(None, events))


def _size(audit: Audit | None) -> int:
    return len(audit.model_dump_json()) if audit else 0
