"""The audits in which a measurement of a standard counts."""

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.scope import Scope

# A standard shown met counts on while it is under watch. Audits in which the same command counted before are found
# again, though by now it may have shown the standard met.
_AUDITS = """
    select a.audit_id from standards s join audits a using (audit_id)
    where s.standard = :standard and s.check_by = 'measured'
    and (cast(:audit_id as text) is null or a.audit_id = :audit_id)
    and (cast(:team as text) is null or a.team = :team) and (cast(:subject as text) is null or a.subject = :subject)
    and (cast(:framework as text) is null or a.framework = :framework)
    and (
        a.ended_at is null
        and (not s.is_met or cast(a.value as jsonb) #> array['standards', s.standard, 'watch'] is not null)
        or exists (select from events e where (e.audit_id, e.command_id) = (a.audit_id, :command_id))
    )
    and {} order by a.audit_id
"""


class Measurable(NamedTuple):
    """What was measured: a standard, of one audit, of a team or of a subject; by one framework or by any."""

    standard: str
    audit_id: str | None = None
    team: str | None = None
    subject: str | None = None
    framework: str | None = None


EVERYWHERE = Scope(person=None, is_everything=True)


async def measurable(
    connection: AsyncConnection, what: Measurable, command_id: str, scope: Scope = EVERYWHERE
) -> list[str]:
    """Open audits of it that have this measured standard unmet, or under watch."""
    given = {**what._asdict(), "command_id": command_id, **scope.parameters()}
    rows = await connection.execute(text(_AUDITS.format(scope.condition("a.audit_id"))), given)
    return list(rows.scalars())
