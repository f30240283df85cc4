"""Open actions of people who have left, or soon will: somebody must take them over."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.scope import Scope

_ACTIONS = """
    select x.audit_id, x.action_id, x.owner, p.leaves_on, p.manager,
           cast((x.due_at - interval '1 microsecond') at time zone 'Europe/London' as date) as due_on
    from people p join actions x on x.owner = p.person join audits a using (audit_id)
    where p.leaves_on <= :until and not x.is_finished and a.ended_at is null and {}
    order by p.leaves_on, x.owner, x.audit_id, x.action_id
"""


class Leaving(NamedTuple):
    """An action to be given to somebody else, and the manager who can."""

    audit_id: str
    action_id: str
    owner: str
    leaves_on: date
    manager: str | None
    due_on: date


async def leaving(connection: AsyncConnection, until: date, scope: Scope) -> list[Leaving]:
    """Unfinished actions whose owner's last day is that day or earlier, by that day."""
    statement = text(_ACTIONS.format(scope.condition("x.audit_id")))
    rows = await connection.execute(statement, {"until": until, **scope.parameters()})
    return [Leaving(**row) for row in rows.mappings()]
