"""What can happen to an audit as a whole and to its standards."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from domain.complaint import Answer
from domain.event import Event
from domain.returned import Views
from domain.rules import Rules
from domain.values import AuditId, Key, TextRef


class AuditStarted(Event):
    kind: Literal["audit_started"] = "audit_started"
    audit_id: AuditId
    audit_kind: Key
    subject: Key
    team: Key
    auditor: Key
    overall: str
    grades: dict[Key, str] = Field(default_factory=dict)
    owners: dict[Key, Key] = Field(default_factory=dict)
    re_audit_of: AuditId | None = None
    rules: Rules
    views: Views | None = None
    worker_took_part: bool | None = None
    worker_absence: TextRef | None = None


class FindingNoted(Event):
    kind: Literal["finding_noted"] = "finding_noted"
    finding_id: Key
    standard: Key
    is_met: bool
    is_safety: bool = False
    grade: str | None = None
    text: TextRef
    answer: Answer | None = None
    """Of a point of a complaint: what the response says."""


class StandardFound(Event):
    """What the audit itself found about a standard; an unmet one must be shown met before the audit closes."""

    kind: Literal["standard_found"] = "standard_found"
    standard: Key
    is_met: bool


class FindingLeft(Event):
    """A finding that gets no action of its own, and why."""

    kind: Literal["finding_left"] = "finding_left"
    finding_id: Key
    because: Literal["met", "duplicate", "not_upheld"]
    action_id: Key | None = None


class CheckingStarted(Event):
    kind: Literal["checking_started"] = "checking_started"
    due_at: datetime
    auditor: Key
    standards: tuple[Key, ...]


class CheckReminded(Event):
    kind: Literal["check_reminded"] = "check_reminded"
    due_at: datetime
    auditor: Key
    number: int
    is_superseded: bool = False


class CheckOverdue(Event):
    kind: Literal["check_overdue"] = "check_overdue"
    due_at: datetime
    auditor: Key


class StandardJudged(Event):
    kind: Literal["standard_judged"] = "standard_judged"
    standard: Key
    is_met: bool
    note: TextRef | None = None
    source: Key | None = None


class StandardMeasured(Event):
    kind: Literal["standard_measured"] = "standard_measured"
    standard: Key
    period_from: date
    period_to: date
    met: int
    total: int


class StandardMet(Event):
    kind: Literal["standard_met"] = "standard_met"
    standard: Key
    watched_until: datetime | None = None
    """Until then a slip makes it unmet again."""


class CycleStarted(Event):
    """A standard was checked and is still unmet: its next round of actions begins."""

    kind: Literal["cycle_started"] = "cycle_started"
    standard: Key
    cycle: int


class AuditHandedOver(Event):
    kind: Literal["audit_handed_over"] = "audit_handed_over"
    to: Key | None = None
    role: str
    line_of: Key
    because: Literal["last_cycle", "command"]
    standard: Key | None = None
    reason: TextRef | None = None


class AuditReplanned(Event):
    """From here on the audit goes by another version of its rules."""

    kind: Literal["audit_replanned"] = "audit_replanned"
    version: int
    before: int
    rules: Rules
    owners: dict[Key, Key] = Field(default_factory=dict)
    """Holders of roles that nobody had been found for before."""
    reason: TextRef


class CheckReplanned(Event):
    """The date of the check moved with the rules."""

    kind: Literal["check_replanned"] = "check_replanned"
    auditor: Key
    due_at: datetime
    before: datetime
    is_by_calendar: bool = False
    """Did it move because the bank holidays are others?"""


class AuditClosed(Event):
    kind: Literal["audit_closed"] = "audit_closed"
    auditor: Key


class AuditWithdrawn(Event):
    kind: Literal["audit_withdrawn"] = "audit_withdrawn"
    auditor: Key
    reason: TextRef


class CaughtUp(Event):
    """The told past ends here: from now on people hear of it, the next chase a whole interval from now."""

    kind: Literal["caught_up"] = "caught_up"
    begins_anew: bool = False
    """Does each ladder begin with its first step again, counted from now? For nobody has heard of what is late."""
