"""Who took part in the audits that were returned, by team and quarter: how often a child was heard is a promise."""

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# Quarters of the financial year, which begins in April: 2026-27 Q1 is April to June 2026.
_PARTICIPATION = text("""
    select case when r.audit_id is null then a.team end as team,
        to_char(q.at, 'YYYY-') || to_char(q.at + interval '1 year', 'YY') || to_char(q.at, '" Q"Q') as quarter,
        count(*) as returned,
        count(*) filter (where coalesce(a.child_sought, false) or h.is_heard) as child_heard,
        count(*) filter (where a.family_sought) as family_heard,
        count(*) filter (where a.worker_took_part) as worker_took_part,
        count(*) filter (where a.child_sought is null and not h.is_heard) as child_not_said,
        count(*) filter (where a.family_sought is null) as family_not_said,
        count(*) filter (where a.worker_took_part is null) as worker_not_said
    from audits a
    cross join lateral (
        select coalesce(a.returned_at, a.started_at) at time zone 'Europe/London' - interval '3 months' as at
    ) q
    cross join lateral (
        select exists (
            select from events e where e.audit_id = a.audit_id and e.kind = 'childs_view_heard'
        ) as is_heard
    ) h
    left join restrictions r on r.audit_id = a.audit_id and not :reader = any(r.named)
    where a.overall <> ''
    group by 1, 2 order by 2, 1
""")


class Participation(NamedTuple):
    """Of one team's audits that were returned in one quarter, in how many each was heard.

    A child was heard if the audit sought their views, or if they said something by themselves. Those that are
    restricted to others have no team.
    """

    team: str | None
    quarter: str
    """Of the financial year, as 2026-27 Q1: April to June 2026."""
    returned: int
    child_heard: int
    family_heard: int
    worker_took_part: int
    child_not_said: int
    """Of these it is not known."""
    family_not_said: int
    worker_not_said: int


async def participation(connection: AsyncConnection, reader: str) -> list[Participation]:
    """Oldest quarter first, for this person."""
    found = await connection.execute(_PARTICIPATION, {"reader": reader})
    return [Participation(**row) for row in found.mappings()]
