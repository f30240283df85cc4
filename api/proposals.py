"""Proposals as the doors show them and have them decided."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.calendars import counting
from api.drafts import Draft
from api.errors import NoSuchProposal, Place
from api.forms import PlanForm
from api.openings import Ground, Keep
from api.plans import opening_of_plan
from api.policies import Policies
from api.record import Record
from domain.calendar import local_day
from domain.commands import Opening
from domain.framework import Framework
from domain.lesson_chase import decide_by, deciders, may_decide
from domain.lesson_errors import NotADecider, ProposalDecided
from domain.proposal import KIND, Proposal, ProposalStatus, audit_of
from domain.story import ERASED
from domain.values import AuditId, Key
from storage import alarms, proposals, texts

if TYPE_CHECKING:
    from api.starting import Starting

    ToStart = Callable[[], Awaitable[Starting]]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class EvidenceShown(_Shape):
    """One audit that found the standard unmet."""

    audit_id: str
    team: str
    found_at: datetime


class ProposalShown(_Shape):
    """A thematic audit that many audits ask for."""

    proposal_id: str
    framework: str
    version: int
    standard: str
    of: str = Field(description="team, service.")
    place: str = Field(description="A team, or the person who leads a service.")
    status: str = Field(description="undecided, opened, declined.")
    proposed_at: datetime
    decide_by: datetime | None = Field(None, description="Until when it should be decided; null once it is.")
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None = Field(None, description="Why it was declined.")
    audit_id: str | None = Field(description="The audit that was opened.")
    evidence: list[EvidenceShown] = Field(description="Oldest first: those of its audits that you may see.")
    evidence_hidden: int = Field(0, description="How many more there are.")


class Opened(_Shape):
    """The thematic audit of a proposal; `was_there` if it was opened before."""

    proposal_id: str
    audit_id: str
    was_there: bool


class Means(NamedTuple):
    """The record, the rules and the clock."""

    record: Record
    policies: Policies
    clock: Callable[[], datetime]


async def shown(means: Means, connection: AsyncConnection, proposal: Proposal, seen: Collection[str]) -> ProposalShown:
    """A proposal with those of its evidence that are `seen`."""
    evidence = [one for one in proposal.evidence if one.audit_id in seen]
    reason = None
    if proposal.reason:
        reason = (await texts.words_in(connection, [proposal.reason.id])).get(proposal.reason.id) or ERASED
    return ProposalShown(
        **proposal.about.model_dump(),
        **{name: getattr(proposal, name) for name in ("proposal_id", "version", "status", "proposed_at")},
        **{name: getattr(proposal, name) for name in ("decided_at", "decided_by", "audit_id")},
        decide_by=await _decide_by(means, proposal),
        reason=reason,
        evidence=[EvidenceShown.model_validate(one) for one in evidence],
        evidence_hidden=len(proposal.evidence) - len(evidence),
    )


async def _decide_by(means: Means, proposal: Proposal) -> datetime | None:
    framework = await means.record.framework(proposal.about.framework, proposal.version)
    if framework is None or framework.lessons is None or not proposal.is_undecided:
        return None
    policies = await counting(means.record, means.policies)
    calendar = policies.calendar(framework, local_day(proposal.proposed_at))
    return decide_by(proposal, framework.lessons, calendar)


class Deciding:
    """Has proposals opened and declined."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._record, self._clock = means.record, means.clock

    async def open(self, proposal_id: AuditId, by: Key, auditor: Key | None, starting: "ToStart") -> Opened:
        """Begins its audit, however often it is asked; raises NoSuchProposal, a `Refusal`, BadInput or NoWorker.

        `starting` is asked for only when an audit begins.
        Nobody decides otherwise meanwhile. Broken off, it is undecided as before, and the next time goes on from there.
        """
        async with self._record.database.transaction() as connection:
            proposal = await self._entered(connection, proposal_id, by)
            is_again = proposal.status is ProposalStatus.OPENED and proposal.decided_by == by
            if not (proposal.is_undecided or is_again):
                raise ProposalDecided(proposal)
            audit_id = audit_of(proposal_id)
            beginning = await starting()
            draft = await self._draft(proposal, by, auditor)
            outcome = await beginning.start([draft], skip_bad=False, progress=lambda *_: None)
            opened = {"status": ProposalStatus.OPENED, "audit_id": audit_id}
            await self._settle(connection, proposal, by, opened)
        return Opened(proposal_id=proposal_id, audit_id=audit_id, was_there=audit_id in outcome.already)

    async def decline(self, proposal_id: AuditId, by: Key, reason: str) -> None:
        """Says no, and why; the same person saying the same again is heard once. Raises what `open` does of these."""
        async with self._record.database.transaction() as connection:
            proposal = await self._entered(connection, proposal_id, by)
            now = self._clock()
            ref = (await self._record.keep_texts(proposal_id, [reason], now))[reason]
            is_again = (proposal.status, proposal.decided_by) == (ProposalStatus.DECLINED, by)
            if is_again and proposal.reason and proposal.reason.id == ref.id:
                return
            if not proposal.is_undecided:
                raise ProposalDecided(proposal)
            await self._settle(connection, proposal, by, {"status": ProposalStatus.DECLINED, "reason": ref})

    async def _entered(self, connection: AsyncConnection, proposal_id: AuditId, by: Key) -> Proposal:
        proposal = await proposals.one(connection, proposal_id, is_locked=True)
        if proposal is None:
            raise NoSuchProposal(proposal_id)
        framework = await self._framework(proposal)
        directory = await self._record.directory()
        if not may_decide(proposal, framework, directory, by, self._clock()):
            raise NotADecider(deciders(framework), f"{proposal.about.of} {proposal.about.place}")
        return proposal

    async def _settle(self, connection: AsyncConnection, proposal: Proposal, by: Key, decided: dict[str, Any]) -> None:
        now = self._clock()
        said = {**decided, "decided_by": by, "decided_at": now}
        await proposals.decide(connection, proposal.model_copy(update=said))
        await alarms.clear(connection, proposal.proposal_id, at=now)

    async def _framework(self, proposal: Proposal) -> Framework:
        framework = await self._record.framework(proposal.about.framework, proposal.version)
        if framework is None:
            raise LookupError(proposal.about.framework)
        return framework

    async def _draft(self, proposal: Proposal, by: Key, auditor: Key | None) -> Draft:
        directory, about = await self._record.directory(), proposal.about
        ground = Ground(await counting(self._record, self._means.policies), directory, self._clock())
        leader = directory.people.get(about.place) if about.of == "service" else None
        form = PlanForm(
            audit_id=audit_of(proposal.proposal_id),
            kind=KIND,
            framework=about.framework,
            subject=about.standard,
            team=leader.team if leader else proposal.teams[0],
            auditor=auditor,
        )

        def build(keep: Keep) -> Opening:
            opening = opening_of_plan(form, ground, keep, by)
            plan = opening.start.model_copy(update={"proposal": proposal.proposal_id})
            return opening.model_copy(update={"start": plan})

        return Draft(Place(proposal.proposal_id), form.audit_id, form.framework, build)
