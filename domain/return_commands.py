"""The commands on an audit before its return, and the return itself."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from domain.command import Command
from domain.complaint import Complaint
from domain.returned import Returned
from domain.rules import Rules
from domain.values import AuditId, Key, TextRef


class PlanAudit(Command):
    """An audit that is to be made; with an auditor it is allocated at once."""

    kind: Literal["plan_audit"] = "plan_audit"
    audit_id: AuditId
    audit_kind: Key
    subject: Key
    team: Key
    auditor: Key | None = None
    auditor_team: Key | None = None
    """Where the auditor works, found by the sender."""
    return_by: date | None = None
    """Until when it is to be returned; without it, as long after allocating as the framework gives."""
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    """The month of the programme it belongs to, as 2026-12."""
    complaint: Complaint | None = None
    """What is to be answered, if it is one."""
    proposal: AuditId | None = None
    """The proposal that it was opened for."""
    rules: Rules


class Allocate(Command):
    """Somebody is to make the audit."""

    kind: Literal["allocate"] = "allocate"
    auditor: Key
    auditor_team: Key | None = None
    return_by: date | None = None


class Reallocate(Command):
    """Somebody else is to make it; the clock does not restart."""

    kind: Literal["reallocate"] = "reallocate"
    auditor: Key
    auditor_team: Key | None = None
    reason: TextRef | None = None


class ReturnAudit(Returned):
    """The auditor hands in what the audit found; the rules, of the version it was planned by, are the sender's."""

    kind: Literal["return_audit"] = "return_audit"
