"""Proposals with those of their audits that a caller may see."""

from sqlalchemy.ext.asyncio import AsyncConnection

from api.access import Capability
from api.http.visit import Visit
from api.proposals import Means, ProposalShown, shown
from domain.proposal import Proposal
from domain.values import AuditId
from storage import proposals
from storage.practice import readable


async def proposal_of(visit: Visit, connection: AsyncConnection, audit_id: AuditId) -> ProposalShown | None:
    """What an audit was opened for; None of one that nobody proposed."""
    found = await proposals.that_opened(connection, audit_id)
    return (await seen_by(visit, connection, [found]))[0] if found else None


async def seen_by(visit: Visit, connection: AsyncConnection, found: list[Proposal]) -> list[ProposalShown]:
    """Each with the audits that the caller may read, which are noted as shown to them."""
    ids = sorted({each.audit_id for one in found for each in one.evidence})
    seen = await readable(connection, ids, visit._replace(capability=Capability.READ_AUDITS).scope)
    await visit.note(connection, sorted(seen))
    return [await shown(means_of(visit), connection, each, seen) for each in found]


def means_of(visit: Visit) -> Means:
    """What proposals are shown by."""
    return Means(visit.doors.record, visit.doors.policies, visit.doors.clock)
