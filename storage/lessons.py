"""What audits found unmet, as the finding of lessons reads it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_TRY = text("select pg_try_advisory_xact_lock(hashtextextended('lessons', 0))")
# What a second look may still correct is no evidence yet, nor is what looks again at another audit's findings.
_LOOKED = """
    select a.audit_id, a.framework, a.kind, a.team, coalesce(a.returned_at, a.started_at) as found_at,
        jsonb_build_object(
            'seen', v -> 'seen', 'overall', v -> 'overall', 'grades', v -> 'grades',
            'rules', jsonb_build_object('areas', v #> '{{rules,areas}}', 'good_grades', v #> '{{rules,good_grades}}')
        ) as said,
        a.overall <> '' and a.status <> 'withdrawn' and coalesce(a.moderation, '') not in ('to be drawn', 'awaited')
        and not exists (
            select from events e where e.audit_id = a.audit_id and e.kind in ('audit_started', 'audit_returned')
            and cast(e.body as jsonb) ->> 're_audit_of' is not null
        ) as is_evidence
    from audits a cross join lateral (select cast(a.value as jsonb) as v) written where {}
"""
_SINCE = text(_LOOKED.format("coalesce(a.returned_at, a.started_at) > :since"))
_THESE = text(_LOOKED.format("a.audit_id = any(:ids)"))
_CHANGED = text("select distinct audit_id from events where recorded_at > :since")
_RESTRICTED = text("select audit_id from restrictions")
_NEWEST = text("select framework, max(version) as version from frameworks group by framework order by framework")


class Looked(NamedTuple):
    """One audit, and what it said it found, in its written form."""

    audit_id: str
    framework: str
    kind: str
    team: str
    found_at: datetime
    said: dict[str, Any]
    is_evidence: bool


async def first(connection: AsyncConnection) -> bool:
    """Nobody else looks for lessons until the transaction ends; False if somebody does."""
    return bool(await connection.scalar(_TRY))


async def since(connection: AsyncConnection, found_after: datetime) -> list[Looked]:
    """The audits returned after that."""
    return [Looked(**row) for row in (await connection.execute(_SINCE, {"since": found_after})).mappings()]


async def these(connection: AsyncConnection, ids: Sequence[str]) -> list[Looked]:
    """Those of these audits that there are."""
    return [Looked(**row) for row in (await connection.execute(_THESE, {"ids": list(ids)})).mappings()]


async def changed(connection: AsyncConnection, recorded_after: datetime) -> list[str]:
    """The audits that something was recorded of after that."""
    return list((await connection.execute(_CHANGED, {"since": recorded_after})).scalars())


async def restricted(connection: AsyncConnection) -> frozenset[str]:
    """Every audit that only named people may know of."""
    return frozenset((await connection.execute(_RESTRICTED)).scalars())


async def newest(connection: AsyncConnection) -> list[tuple[str, int]]:
    """Each framework that audits have used, and its highest version."""
    return [(row.framework, row.version) for row in await connection.execute(_NEWEST)]
