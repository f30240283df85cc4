"""Planning an audit, allocating it, and taking in its return."""

from datetime import date, datetime

from domain import commands as c
from domain import events as e
from domain.audit import Audit, AuditStatus
from domain.calendar import due_at
from domain.complaint_errors import DateOfTheLaw
from domain.decide_complaint import answer_due, check_answers, complaint_of
from domain.decide_start import due_on, found
from domain.errors import NoReason
from domain.framework_sections import Returning
from domain.return_errors import (
    AlreadyAllocated,
    AlreadyReturned,
    NotAllocated,
    NotAsPlanned,
    NotReturned,
    NoViews,
    NoWorkerWord,
    OwnTeam,
    SameAuditor,
)
from domain.returned import Views
from domain.rules import Rules

BEFORE_RETURN = (
    c.Allocate
    | c.Reallocate
    | c.ReturnAudit
    | c.ExtendResponse
    | c.Withdraw
    | c.FindAgain
    | c.UpdateCalendar
    | c.HearView
    | c.Amend
    | c.Reopen
)
"""What can be asked of an audit that is still to be returned."""


def check_returned(audit: Audit, command: c.Command) -> None:
    """Raises `NotReturned` for a command that only a returned audit can take."""
    if audit.is_awaited and not isinstance(command, BEFORE_RETURN):
        raise NotReturned(audit.status)


def plan_audit(command: c.PlanAudit, now: datetime) -> list[e.AnyEvent]:
    """An audit to be made, allocated at once if somebody is named."""
    rules, returning = command.rules, _returning(command.rules)
    complaint = complaint_of(command, now)
    fields = ("audit_id", "audit_kind", "subject", "team", "return_by", "month", "rules", "proposal")
    planned = e.AuditPlanned(
        seq=0,
        at=now,
        allocate_by=due_at(now, returning.allocate_within, rules.calendar),
        complaint=complaint,
        **{field: getattr(command, field) for field in fields},
    )
    due = answer_due(complaint, rules, now) if complaint else _due(command.return_by, rules, now)
    if command.auditor is None:
        return [planned]
    if complaint is None:  # the law has a complaint answered near where it arose first
        _check_team(command.auditor, command.auditor_team, command.team)
    return [planned, e.AuditAllocated(seq=0, at=now, auditor=command.auditor, due_at=due)]


def allocate(audit: Audit, command: c.Allocate, now: datetime) -> list[e.AnyEvent]:
    """Somebody makes it from now on; the clock of its return begins."""
    if audit.status is AuditStatus.ALLOCATED:
        raise AlreadyAllocated(audit.auditor)
    if audit.status is not AuditStatus.PLANNED:
        raise AlreadyReturned
    due = _due_of(audit, command, now)
    return [e.AuditAllocated(seq=0, at=now, auditor=command.auditor, due_at=due)]


def reallocate(audit: Audit, command: c.Reallocate, now: datetime) -> list[e.AnyEvent]:
    """Somebody else makes it; the date of its return stays."""
    due = _awaited_by(audit)
    if command.reason is None:
        raise NoReason(command.kind)
    if command.auditor == audit.auditor:
        raise SameAuditor(audit.auditor)
    if audit.complaint is None:
        _check_team(command.auditor, command.auditor_team, audit.team)
    moved = e.AuditReallocated(
        seq=0, at=now, auditor=command.auditor, before=audit.auditor, due_at=due, reason=command.reason
    )
    return [moved]


def return_audit(audit: Audit, command: c.ReturnAudit, now: datetime) -> list[e.AnyEvent]:
    """What it found, and the actions that its findings call for."""
    due = _awaited_by(audit)
    check_answers(audit.audit_kind, command, audit.complaint)
    _check_said(command)
    rules = _as_planned(audit, command)
    fields = ("overall", "grades", "owners", "re_audit_of", "views", "worker_took_part", "worker_absence")
    returned = e.AuditReturned(
        seq=0,
        at=now,
        auditor=audit.auditor,
        due_at=due,
        is_late=(audit.first_return_by or due) <= now,
        rules=rules,
        **{field: getattr(command, field) for field in fields},
    )
    return [returned, *found(command, now)]


def _awaited_by(audit: Audit) -> datetime:
    """When the return is due; raises unless the audit is allocated."""
    if audit.status is AuditStatus.PLANNED:
        raise NotAllocated
    if audit.status is not AuditStatus.ALLOCATED or audit.return_by is None:
        raise AlreadyReturned
    return audit.return_by


def _check_said(command: c.ReturnAudit) -> None:
    views = command.views or Views()
    for whose, sought in (("child", views.child), ("family", views.family)):
        if sought is None or not sought.is_said:
            raise NoViews(whose)
    if command.worker_took_part is None or not (command.worker_took_part or command.worker_absence):
        raise NoWorkerWord


def _as_planned(audit: Audit, command: c.ReturnAudit) -> Rules:
    """The rules with the standards it found something about; the number of the code's own rules stays what it was."""
    planned, rules = audit.rules, command.rules
    if (rules.framework, rules.version) != (planned.framework, planned.version):
        raise NotAsPlanned(planned.framework, planned.version)
    return rules.model_copy(update={"number": planned.number})


def _check_team(auditor: str, works_in: str | None, team: str) -> None:
    if works_in == team:
        raise OwnTeam(auditor, team)


def _due_of(audit: Audit, command: c.Allocate, now: datetime) -> datetime:
    if audit.complaint is None:
        _check_team(command.auditor, command.auditor_team, audit.team)
        return _due(command.return_by or audit.planned_for, audit.rules, now)
    due = answer_due(audit.complaint, audit.rules, audit.started_at)
    if command.return_by:
        raise DateOfTheLaw(due)
    return due


def _due(day: date | None, rules: Rules, now: datetime) -> datetime:
    return due_on(day, "The return", now, None) if day else due_at(now, _returning(rules).within, rules.calendar)


def _returning(rules: Rules) -> Returning:
    return rules.returning or Returning()
