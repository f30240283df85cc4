"""Figures for those who govern: how many, how late, how much is met; of no audit and no person."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_TEAMS = text("""
    select case when r.audit_id is null then a.team end as team, count(*) as audits,
        count(*) filter (where a.ended_at is null) as open,
        count(*) filter (where a.status = 'closed') as closed,
        count(*) filter (where a.status = 'handed over') as handed_over,
        coalesce(sum(x.actions), 0)::int as actions, coalesce(sum(x.open), 0)::int as actions_open,
        coalesce(sum(x.overdue), 0)::int as actions_overdue, coalesce(sum(x.safety), 0)::int as safety_overdue,
        coalesce(sum(s.standards), 0)::int as standards, coalesce(sum(s.met), 0)::int as standards_met
    from audits a
    left join restrictions r on r.audit_id = a.audit_id and not :reader = any(r.named)
    left join lateral (
        select count(*) as actions, count(*) filter (where not is_finished) as open,
            count(*) filter (where is_waiting and due_at <= :now) as overdue,
            count(*) filter (where is_waiting and due_at <= :now and is_safety) as safety
        from actions where audit_id = a.audit_id
    ) x on true
    left join lateral (
        select count(*) as standards, count(*) filter (where is_met) as met from standards where audit_id = a.audit_id
    ) s on true
    group by 1 order by 1
""")
_LEVELS = text("""
    select level, count(*) as number from actions where is_waiting and due_at <= :now group by level order by level
""")


class TeamFigures(NamedTuple):
    """One team's audits, actions and standards, in numbers.

    Those that are restricted to others than the reader are one sum, without a team: counted with their teams they would
    tell whoever can list a team's audits that there are more.
    """

    team: str | None
    audits: int
    open: int
    closed: int
    handed_over: int
    actions: int
    actions_open: int
    actions_overdue: int
    safety_overdue: int
    standards: int
    standards_met: int


class Figures(NamedTuple):
    """Every team's, and how far up the ladder the overdue actions have been told."""

    teams: list[TeamFigures]
    overdue_by_level: dict[int, int]


async def figures(connection: AsyncConnection, now: datetime, reader: str) -> Figures:
    """As at that moment, for this person."""
    given = {"now": now, "reader": reader}
    teams = [TeamFigures(**row) for row in (await connection.execute(_TEAMS, given)).mappings()]
    levels = {row.level: row.number for row in await connection.execute(_LEVELS, {"now": now})}
    return Figures(teams, levels)
