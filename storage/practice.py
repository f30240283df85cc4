"""Good practice in the tables: strengths that audits found, and compliments, found again by standard."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.blind import BLIND
from storage.scope import Scope

# Of what a reader may not know, or must not be shown yet, there is no row; the words' id only for those near the audit.
_PRACTICE = """
    select * from (
        select 'strength' as kind, f.standard, a.team,
            (coalesce(a.returned_at, a.started_at) at time zone 'Europe/London')::date as seen_on,
            a.audit_id, f.finding_id as id, f.text_id, {near} as is_near
        from findings f join audits a using (audit_id)
        where f.standard = :standard and f.is_met and f.answer is null and a.status <> 'withdrawn'
        union all
        select 'compliment', c.standard, c.team, c.received_on, c.audit_id, c.compliment_id, c.text_id,
            case when c.audit_id is null then {near_team} else {near} end
        from compliments c left join audits a using (audit_id)
        where c.standard = :standard
    ) seen
    where (cast(:team as text) is null or team = :team) and (audit_id is null or {known})
    and not exists (select from audits a where a.audit_id = seen.audit_id and {blind})
    order by seen_on desc, kind, audit_id, id limit :limit
"""
_KEEP = text("""
    insert into compliments (compliment_id, standard, team, audit_id, received_on, by, at, text_id)
    values (:compliment_id, :standard, :team, :audit_id, :received_on, :by, :at, :text_id)
    on conflict do nothing
""")
_READABLE = """
    select a.audit_id from audits a where a.audit_id = any(:ids) and {} and not {}
"""


class Practice(NamedTuple):
    """One strength or compliment, and where and when it was seen."""

    kind: str
    standard: str
    team: str
    seen_on: date
    audit_id: str | None
    id: str
    """Of the finding or the compliment."""
    text_id: str
    is_near: bool
    """May the reader see the audit, or the team's audits, and so the words?"""


class Compliment(NamedTuple):
    """Somebody's praise; its words must have been kept."""

    team: str
    by: str
    compliment_id: str
    at: datetime
    standard: str
    received_on: date
    text_id: str
    audit_id: str | None = None


async def practice(
    connection: AsyncConnection, standard: str, team: str | None, scope: Scope, limit: int
) -> list[Practice]:
    """The latest first; the scope is of those audits that the reader may see."""
    statement = _PRACTICE.format(
        near=scope.condition("a.audit_id"),
        near_team="true" if scope.is_everything else "c.team = any(:scope_teams)",
        known=scope.known("seen.audit_id"),
        blind=BLIND,
    )
    given = {"standard": standard, "team": team, "limit": limit, **scope.parameters()}
    return [Practice(**row) for row in (await connection.execute(text(statement), given)).mappings()]


async def keep(connection: AsyncConnection, compliment: Compliment) -> None:
    """Keeps it; one of this id that is there stays as it is."""
    await connection.execute(_KEEP, compliment._asdict())


async def readable(connection: AsyncConnection, ids: list[str], scope: Scope) -> frozenset[str]:
    """Those of these audits whose findings the reader may see."""
    statement = _READABLE.format(scope.condition("a.audit_id"), BLIND)
    found = await connection.execute(text(statement), {"ids": ids, **scope.parameters()})
    return frozenset(found.scalars())
