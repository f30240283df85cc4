"""A letter: one notice on its way to one person, with everything its mail needs."""

from datetime import datetime

from domain.chain import SHAPE
from domain.events import AnyEvent
from domain.values import AuditId, Key, Value
from storage.upcasting import read_event

DECIDED = "The proposal was decided."
"""Why a letter about one leaves no more."""


class Proposed(Value):
    """What a letter about a proposal tells of it: no event of an audit's log asked for it."""

    standards: tuple[Key]
    of: str
    place: Key
    audits: int
    is_decided: bool = False


class Letter(Value):
    """A row of the outbox that a courier holds until `leased_until`, beside what the tables know about it.

    A field is None where the directory or the audit has nothing to say: no such person, no action.
    """

    notice_id: str
    audit_id: AuditId
    seq: int
    audit_seq: int | None = None
    """Of the last event of its audit when it was claimed."""
    action_id: Key | None
    notice: str
    role: str
    person: Key
    is_urgent: bool
    channel: str = "mail"
    """The way it goes."""
    parcel_id: str | None = None
    """With which others it leaves; None: alone."""
    attempts: int
    """Attempts that failed before this one."""
    leased_until: datetime
    name: str | None
    mail: str | None
    stands_in_for: Key | None = None
    """Who should have got it, and is away or has left."""
    stands_in_for_name: str | None = None
    audit_kind: str | None
    subject: str | None
    team: str | None
    overall: str | None
    title: str | None
    """The framework's words for the action; None when a person worded it."""
    owner_name: str | None
    due_at: datetime | None
    original_due_at: datetime | None
    unmet: tuple[Key, ...] = ()
    """Ids of the audit's standards that are not shown to be met."""
    measured: tuple[Key, ...] = ()
    """Those of them that counts can show to be met."""
    shape: int | None
    body: str | None
    """The written form of the event that asked for the notice."""

    proposed: Proposed | None = None
    """The proposal it is about, by the id where an audit's stands; None: it is about an audit."""

    @property
    def is_of_audit(self) -> bool:
        """Is it about an audit, and not about a proposal?"""
        return self.proposed is None

    @property
    def parcel(self) -> str:
        """The id of the parcel it leaves in: its own, if it leaves alone."""
        return self.parcel_id or self.notice_id

    @property
    def event(self) -> AnyEvent | Proposed:
        """What asked for the notice; raises BodyUnreadable, also when the log has no such event."""
        return self.proposed or read_event(self.shape or SHAPE, self.body or "")


class DeadLetter(Value):
    """What was given up, a letter or a delivery to another system, and why."""

    notice_id: str
    audit_id: AuditId
    seq: int
    action_id: Key | None
    notice: str
    role: str
    person: Key
    due_at: datetime
    attempts: int
    failure: str | None
    channel: str = "mail"


class StaleLetter(Value):
    """What must not leave any more, and what happened since."""

    notice_id: str
    audit_id: AuditId
    notice: str
    person: Key
    channel: str
    due_at: datetime
    stale_because: str | None
