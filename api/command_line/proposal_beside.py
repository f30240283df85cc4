"""The proposal that an audit was opened for, as whoever sits beside the engine sees it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from api.command_line.doors import Doors
from api.proposals import Means, ProposalShown, shown
from domain.values import AuditId
from storage import proposals


async def proposal_of(doors: Doors, connection: AsyncConnection, audit_id: AuditId) -> ProposalShown | None:
    """None of an audit that nobody proposed."""
    found = await proposals.that_opened(connection, audit_id)
    if found is None:
        return None
    means = Means(doors.record, doors.policies, doors.surroundings.clock)
    return await shown(means, connection, found, [one.audit_id for one in found.evidence])
