"""What the log of an audit holds of what people said to it: a complaint, whose views were sought, a child's own."""

from typing import get_args

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain import events as e
from storage.upcasting import read_event

Saying = e.AuditPlanned | e.ResponseExtended | e.AuditStarted | e.AuditReturned | e.ChildsViewHeard
_SAYING = text("""
    select shape, body from events
    where audit_id = :audit_id and kind = any(:kinds) order by seq
""")

_KINDS = [kind.model_fields["kind"].default for kind in get_args(Saying)]


async def saying(connection: AsyncConnection, audit_id: str) -> list[Saying]:
    """In order; raises BodyUnreadable."""
    rows = await connection.execute(_SAYING, {"audit_id": audit_id, "kinds": _KINDS})
    events = (read_event(row.shape, row.body) for row in rows)
    return [one for one in events if isinstance(one, Saying)]
