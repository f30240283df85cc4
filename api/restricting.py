"""Restricting an audit to named people, and lifting that again: each with its reason, and each noted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from api.operating import Why, noted
from domain.values import AuditId, Key
from storage import restrictions


async def restrict(
    connection: AsyncConnection, audit_id: AuditId, named: Sequence[Key], why: Why, now: datetime
) -> None:
    """From now on only these people may know of it; the audit need not be there yet."""
    await restrictions.restrict(connection, audit_id, named)
    await noted(connection, "restrict", audit_id, why, (now, {"named": sorted(named)}))


async def lift(connection: AsyncConnection, audit_id: AuditId, why: Why, now: datetime) -> bool:
    """Everybody near it may know of it again; False, and nothing is noted, if everybody might."""
    is_lifted = await restrictions.lift(connection, audit_id)
    if is_lifted:
        await noted(connection, "lift restriction", audit_id, why, (now, {}))
    return is_lifted
