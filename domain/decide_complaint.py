"""Answering a complaint: its clock, the one time that can be moved, and what its response must say."""

from datetime import datetime

from domain import commands as c
from domain import events as e
from domain.audit import Audit, AuditStatus
from domain.complaint import COMPLAINT, Complaint, counted
from domain.complaint_errors import (
    AlreadyExtended,
    AnswerContradicts,
    DateOfTheLaw,
    NoPoints,
    NotAComplaint,
    NotAnswered,
    NothingToExtend,
    NotReceivedYet,
    TooLateToExtend,
)
from domain.errors import NoReason
from domain.london import local_day
from domain.return_errors import AlreadyReturned, NotAllocated
from domain.rules import Rules


def complaint_of(command: c.PlanAudit, now: datetime) -> Complaint | None:
    """What a plan says was complained of; received today if it does not say when, and None for any other audit."""
    if command.rules.complaint is None:
        if command.complaint:
            raise NotAComplaint
        return None
    today = local_day(now)
    complaint = command.complaint or Complaint(received_on=today)
    if complaint.received_on > today:
        raise NotReceivedYet(complaint.received_on)
    if command.return_by:
        raise DateOfTheLaw(answer_due(complaint, command.rules, now))
    return complaint


def answer_due(complaint: Complaint, rules: Rules, planned_at: datetime) -> datetime:
    """Until when it is to be answered, from the day it was received, whoever is given it and when."""
    if rules.complaint is None:
        raise NotAComplaint
    return counted(complaint, rules.complaint.within, planned_at, rules.calendar)


def extend_response(audit: Audit, command: c.ExtendResponse, now: datetime) -> list[e.AnyEvent]:
    """The longer time that the policy gives, from the same day; the first date is kept."""
    policy, (complaint, before) = audit.rules.complaint, _waiting(audit)
    if policy is None:
        raise NothingToExtend
    if complaint.first_due_at:
        raise AlreadyExtended(before)
    if command.reason is None:
        raise NoReason(command.kind)
    if before <= now:
        raise TooLateToExtend(before)
    due = counted(complaint, policy.extended_to, audit.started_at, audit.rules.calendar)
    extended = e.ResponseExtended(
        seq=0, at=now, auditor=audit.auditor, due_at=due, before=before, reason=command.reason
    )
    return [extended]


def _waiting(audit: Audit) -> tuple[Complaint, datetime]:
    """The complaint that somebody is to answer, and until when; raises unless there is one."""
    if audit.complaint is None:
        raise NothingToExtend
    if audit.return_by is None:
        raise NotAllocated
    if audit.status is not AuditStatus.ALLOCATED:
        raise AlreadyReturned
    return audit.complaint, audit.return_by


def check_answers(audit_kind: str, command: c.Returned, complaint: Complaint | None) -> None:
    """Raises unless a complaint's every point is answered, and nothing else has answers; `complaint` if it waited."""
    answered = [one for one in command.findings if one.answer]
    if audit_kind != COMPLAINT and answered:
        raise NotAComplaint
    if complaint and not command.findings:
        raise NoPoints
    if complaint and len(answered) < len(command.findings):
        raise NotAnswered(next(one.finding_id for one in command.findings if not one.answer))
    for one in answered:
        if one.is_met is not (one.answer == "not_upheld"):
            raise AnswerContradicts(one.finding_id)
