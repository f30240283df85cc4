"""The audits in which a measurement of a standard counts."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# A standard shown met counts on while it is under watch. Audits in which the same command counted before are found
# again, though by now it may have shown the standard met.
_AUDITS = text("""
    select a.audit_id from standards s join audits a using (audit_id)
    where s.standard = :standard and s.check_by = 'measured'
    and (cast(:team as text) is null or a.team = :team) and (cast(:subject as text) is null or a.subject = :subject)
    and (
        a.ended_at is null
        and (not s.is_met or cast(a.value as jsonb) #> array['standards', s.standard, 'watch'] is not null)
        or exists (select from events e where (e.audit_id, e.command_id) = (a.audit_id, :command_id))
    )
    order by a.audit_id
""")


async def measurable(
    connection: AsyncConnection, standard: str, *, team: str | None, subject: str | None, command_id: str
) -> list[str]:
    """Open audits of the team or the subject that have this measured standard unmet, or under watch."""
    given = {"standard": standard, "team": team, "subject": subject, "command_id": command_id}
    return list((await connection.execute(_AUDITS, given)).scalars())
