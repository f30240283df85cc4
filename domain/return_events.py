"""What can happen to an audit before it is returned, and its return."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from domain.complaint import Complaint
from domain.event import Event
from domain.returned import Views
from domain.rules import Rules
from domain.values import AuditId, Key, TextRef


class AuditPlanned(Event):
    kind: Literal["audit_planned"] = "audit_planned"
    audit_id: AuditId
    audit_kind: Key
    subject: Key
    team: Key
    allocate_by: datetime
    """Whoever planned it hears of it when nobody makes it by then."""
    return_by: date | None = None
    month: str | None = None
    complaint: Complaint | None = None
    proposal: AuditId | None = None
    """The proposal that asked for it."""
    rules: Rules


class AuditAllocated(Event):
    kind: Literal["audit_allocated"] = "audit_allocated"
    auditor: Key
    due_at: datetime


class AuditReallocated(Event):
    kind: Literal["audit_reallocated"] = "audit_reallocated"
    auditor: Key
    before: Key
    due_at: datetime
    reason: TextRef


class ReturnReminded(Event):
    kind: Literal["return_reminded"] = "return_reminded"
    due_at: datetime
    auditor: Key
    number: int
    is_superseded: bool = False


class ReturnOverdue(Event):
    kind: Literal["return_overdue"] = "return_overdue"
    due_at: datetime
    auditor: Key


class AuditReturned(Event):
    """From here on it is acted upon; what it found follows."""

    kind: Literal["audit_returned"] = "audit_returned"
    auditor: Key
    overall: str
    grades: dict[Key, str] = Field(default_factory=dict)
    owners: dict[Key, Key] = Field(default_factory=dict)
    re_audit_of: AuditId | None = None
    due_at: datetime
    is_late: bool = False
    views: Views | None = None
    worker_took_part: bool | None = None
    worker_absence: TextRef | None = None
    rules: Rules
