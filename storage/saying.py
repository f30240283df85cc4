"""What the log of an audit holds of views: whose were sought, and what a child said of themselves."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import events as e
from storage.upcasting import read_event

Saying = e.AuditStarted | e.AuditReturned | e.ChildsViewHeard
_SAYING = text("""
    select shape, body from events
    where audit_id = :audit_id and kind in ('audit_started', 'audit_returned', 'childs_view_heard') order by seq
""")


async def saying(connection: AsyncConnection, audit_id: str) -> list[Saying]:
    """In order; raises BodyUnreadable."""
    rows = await connection.execute(_SAYING, {"audit_id": audit_id})
    events = (read_event(row.shape, row.body) for row in rows)
    return [one for one in events if isinstance(one, Saying)]
