"""What is put right that was entered wrongly: each says what stood there before, and both stay in the log."""

from typing import Literal

from pydantic import Field

from domain.action_events import OfAction
from domain.event import Event
from domain.values import Key, TextRef


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
