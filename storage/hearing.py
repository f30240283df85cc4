"""The open audit that hears what a child said."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# First the audit that heard it before, then the one it was asked for in, then the latest.
_AUDIT = text("""
    select a.audit_id from audits a
    cross join lateral (
        select exists (select from events e where (e.audit_id, e.command_id) = (a.audit_id, :command_id)) as is_heard
    ) h
    where a.subject = :subject and (h.is_heard or a.ended_at is null)
    order by h.is_heard desc, a.audit_id = :audit_id desc, a.started_at desc, a.audit_id limit 1
""")


async def hearing(connection: AsyncConnection, subject: str, audit_id: str | None, command_id: str) -> str | None:
    """The audit of this subject in which a view counts; None while none is open."""
    given = {"subject": subject, "audit_id": audit_id or "", "command_id": command_id}
    return (await connection.execute(_AUDIT, given)).scalar_one_or_none()
