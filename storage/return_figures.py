"""How many planned audits were returned, and when, by team and month: the return rate is a promise."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# By the date it first had, whatever a calendar made of that since; one due at the end of a day belongs to the month
# of that day, not of the midnight that ends it.
_RETURNS = text("""
    select case when r.audit_id is null then a.team end as team,
        to_char((a.due_at - interval '1 second') at time zone 'Europe/London', 'YYYY-MM') as month,
        count(*) as allocated,
        count(*) filter (where a.returned_at < a.due_at) as in_time,
        count(*) filter (where a.returned_at >= a.due_at) as late,
        count(*) filter (where a.returned_at is null and a.ended_at is null) as still_out,
        count(*) filter (where a.returned_at is null and a.ended_at is null and a.due_at <= :now) as overdue,
        count(*) filter (where a.returned_at is null and a.ended_at is not null) as withdrawn
    from (select *, coalesce(first_return_by, return_by) as due_at from audits) a
    left join restrictions r on r.audit_id = a.audit_id and not :reader = any(r.named)
    where a.return_by is not null
    group by 1, 2 order by 2, 1
""")


class ReturnFigures(NamedTuple):
    """One team's audits that were to be returned in one month; those restricted to others have no team."""

    team: str | None
    month: str
    allocated: int
    in_time: int
    late: int
    still_out: int
    overdue: int
    """Of those still out, past their date."""
    withdrawn: int
    """Before they were returned."""


async def return_figures(connection: AsyncConnection, now: datetime, reader: str) -> list[ReturnFigures]:
    """Oldest month first, as at that moment, for this person."""
    found = await connection.execute(_RETURNS, {"now": now, "reader": reader})
    return [ReturnFigures(**row) for row in found.mappings()]
