"""Proposals of thematic audits: seeing them, and having them opened or declined."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from api.access import Capability
from api.errors import NoSuchProposal
from api.forms import Form, Words
from api.http.body import Body
from api.http.evidence import means_of, seen_by
from api.http.once import Once, asking
from api.http.room import room
from api.http.shapes import Shape
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.proposals import Deciding, Opened, ProposalShown
from api.relations import About
from api.starting import Starting
from domain.proposal import Proposal, ProposalStatus
from domain.values import AuditId, Key
from storage import proposals

Reads = Annotated[Visit, Depends(May(Capability.READ_PROPOSALS))]
Decides = Annotated[Once, Depends(asking(Capability.DECIDE_PROPOSALS))]


class ProposalsAsked(BaseModel):
    """Which of them."""

    model_config = ConfigDict(extra="forbid")
    status: ProposalStatus | None = None


class OpenForm(Form):
    """Who is to make the audit; without one, it is allocated later."""

    auditor: Key | None = None


class DeclineForm(Form):
    """Why it is not made."""

    reason: Words


class Proposals(Shape):
    """Those that the caller may see, the oldest first."""

    items: list[ProposalShown]


def router() -> APIRouter:
    """All of it."""
    routes = room("proposals")
    routes.add_api_route("/proposals", listed, response_model=Proposals)
    routes.add_api_route("/proposals/{proposal_id}", one, response_model=ProposalShown)
    routes.add_api_route("/proposals/{proposal_id}/open", take_up, methods=["POST"], response_model=Opened)
    routes.add_api_route("/proposals/{proposal_id}/decline", decline, methods=["POST"], response_model=ProposalShown)
    return routes


async def listed(request: Request, visit: Reads, asked: Annotated[ProposalsAsked, Query()]) -> Response:
    """The proposals about teams of the caller's, each with those of its audits that the caller may see."""
    async with visit.doors.database.reading() as connection:
        every = [each for each in await proposals.every(connection, asked.status) if _may(visit, each)]
        items = await seen_by(visit, connection, every)
    return tagged(request, Proposals(items=items))


async def one(proposal_id: AuditId, request: Request, visit: Reads) -> Response:
    """One of them."""
    return tagged(request, await _one(visit, proposal_id))


async def take_up(proposal_id: AuditId, once: Decides, form: Annotated[OpenForm, Depends(Body(OpenForm))]) -> Response:
    """Open the thematic audit; opening it again is answered with the same audit."""
    visit, doors = once.visit, once.visit.doors
    await _one(visit, proposal_id)

    async def starting() -> Starting:
        engine = await doors.way.engine()
        return Starting(engine, doors.record, doors.policies, doors.clock, request_id=visit.request_id)

    async def do(_: Key) -> BaseModel:
        return await Deciding(means_of(visit)).open(proposal_id, visit.by, form.auditor, starting)

    return await once.answer(proposal_id, form, do)


async def decline(
    proposal_id: AuditId, once: Decides, form: Annotated[DeclineForm, Depends(Body(DeclineForm))]
) -> Response:
    """Decline it, and say why: its audits never ask for it again."""
    visit = once.visit
    await _one(visit, proposal_id)

    async def do(_: Key) -> BaseModel:
        await Deciding(means_of(visit)).decline(proposal_id, visit.by, form.reason)
        return await _one(visit, proposal_id)

    return await once.answer(proposal_id, form, do)


async def _one(visit: Visit, proposal_id: AuditId) -> ProposalShown:
    """Raises NoSuchProposal, too, for one that the caller may not know of."""
    async with visit.doors.database.reading() as connection:
        found = await proposals.one(connection, proposal_id)
        if found is None or not _may(visit, found):
            raise NoSuchProposal(proposal_id)
        return (await seen_by(visit, connection, [found]))[0]


def _may(visit: Visit, proposal: Proposal) -> bool:
    return any(visit.may_see(About(team, "", frozenset())) for team in proposal.teams)
