"""What is put right that was entered wrongly: each says what stood there before, and both stay in the log."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from domain.action_events import OfAction
from domain.event import Event
from domain.values import Key, TextRef, Value, Wording

What = Literal["finding", "action", "subject", "grades"]
"""What can be put right."""


class Entered(Value):
    """What was entered of one thing; only what changed."""

    text: TextRef | None = None
    standard: Key | None = None
    is_met: bool | None = None
    title: Wording | None = None
    outcome: Wording | None = None
    due_at: datetime | None = None
    subject: Key | None = None
    overall: str | None = None
    grades: dict[Key, str] = Field(default_factory=dict)


class Amended(Event):
    """One thing was entered wrongly, and is put right: `before` and `after` hold what differs."""

    kind: Literal["amended"] = "amended"
    what: What
    finding_id: Key | None = None
    action_id: Key | None = None
    owner: Key | None = None
    """Of the action, if it is one."""
    auditor: Key
    before: Entered
    after: Entered
    reason: TextRef

    @property
    def is_called_anew(self) -> bool:
        """Is it a finding that what it called for answers no more?"""
        return self.what == "finding" and (self.after.standard is not None or self.after.is_met is False)


class AuditRegraded(Event):
    """Its grades are others, and with the overall one how fast things go."""

    kind: Literal["audit_regraded"] = "audit_regraded"
    overall: str
    before: str
    grades: dict[Key, str] = Field(default_factory=dict)
    """By area, after the change."""
    grades_before: dict[Key, str] = Field(default_factory=dict)


class VerificationUndone(OfAction):
    """The claim waits for its verifier again, as it was claimed."""

    kind: Literal["verification_undone"] = "verification_undone"
    owner: Key
    auditor: Key
    reason: TextRef


class AuditReopened(Event):
    """It goes on after it had ended; the actions that were cancelled stay so."""

    kind: Literal["audit_reopened"] = "audit_reopened"
    before: str
    """How it had ended."""
    auditor: Key
    standard: Key | None = None
    reason: TextRef
