"""A proposal: a thematic audit that many audits, all of which found one standard unmet, ask for."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from domain.values import AuditId, Key, TextRef, Value

Of = Literal["team", "service"]
KIND = "thematic"
"""The kind of the audit that is opened."""
_DIGITS = 20  # of a digest, in hex: as good as never twice


class ProposalStatus(StrEnum):
    """Where a proposal is."""

    UNDECIDED = "undecided"
    OPENED = "opened"
    DECLINED = "declined"


class Unmet(Value):
    """An audit that found the standard unmet: of which team, and when it was returned."""

    audit_id: AuditId
    team: Key
    found_at: datetime


class About(Value):
    """What a proposal is about: one standard of one framework, in one team or one service."""

    framework: Key
    standard: Key
    of: Of
    place: Key
    """A team, or the person who leads a service."""


class Proposal(Value):
    """One of them, its evidence the oldest first."""

    proposal_id: AuditId
    about: About
    version: int
    """Of the framework, by whose rule it was made."""
    evidence: tuple[Unmet, ...]
    status: ProposalStatus = ProposalStatus.UNDECIDED
    proposed_at: datetime
    step: int = 0
    """How often somebody was to be told of it."""
    told_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: Key | None = None
    reason: TextRef | None = None
    audit_id: AuditId | None = None
    """The audit that was opened."""

    @property
    def teams(self) -> tuple[Key, ...]:
        """The teams of its evidence."""
        return tuple(sorted({one.team for one in self.evidence}))

    @property
    def is_undecided(self) -> bool:
        return self.status is ProposalStatus.UNDECIDED


def proposal_id(about: About, evidence: Iterable[Unmet]) -> AuditId:
    """The same for the same beginning: what it is about, and the first audit of its evidence."""
    first = min(evidence, key=in_order)
    said = f"{about.framework}\n{about.standard}\n{about.of}\n{about.place}\n{first.audit_id}"
    return f"proposal-{sha256(said.encode()).hexdigest()[:_DIGITS]}"


def audit_of(proposal_id: AuditId) -> AuditId:
    """The id of the audit that opening a proposal begins: one, however often it is opened."""
    return f"{KIND}-{proposal_id.removeprefix('proposal-')}"


def in_order(one: Unmet) -> tuple[datetime, AuditId]:
    """Oldest first."""
    return one.found_at, one.audit_id
