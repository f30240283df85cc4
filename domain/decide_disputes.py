"""Disputes of a grade or an action: raised in time, once, and decided by somebody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.calendar import due_at
from domain.decide_action import check_place, reason_of
from domain.decide_moderation import by_area
from domain.framework_moderation import DisputeRule
from domain.moderation import GRADE, Dispute
from domain.moderation_errors import (
    AlreadyDisputed,
    DisputeSettled,
    DisputeTooLate,
    NoGrade,
    NotDisputable,
    NothingDisputed,
)
from domain.regrading import regraded


def _named(action_id: str) -> str:
    return f"Action {action_id}" if action_id else "The grade"


def _dispute(audit: Audit, action: Action, command: c.DisputeAction, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    return _opened(audit, action.action_id, action.since or audit.started_at, command, now)


def dispute_grade(audit: Audit, command: c.DisputeGrade, now: datetime) -> list[e.AnyEvent]:
    """The grade in force, within the framework's time since it was given."""
    given = (audit.moderation and audit.moderation.at) or audit.returned_at or audit.started_at
    return _opened(audit, GRADE, given, command, now)


def _opened(
    audit: Audit, what: str, since: datetime, command: c.DisputeAction | c.DisputeGrade, now: datetime
) -> list[e.AnyEvent]:
    rule, calendar = _rule(audit), audit.rules.calendar
    if known := audit.disputes.get(what):
        raise AlreadyDisputed(_named(what)) if known.chase else DisputeSettled(_named(what))
    if now >= (until := due_at(since, rule.within, calendar)):
        raise DisputeTooLate(_named(what), until)
    return [
        e.DisputeOpened(
            seq=0,
            at=now,
            action_id=what or None,
            reason=reason_of(command.kind, command.reason),
            due_at=due_at(now, rule.decide_within, calendar),
            role=rule.decider,
            line_of=audit.auditor,
        )
    ]


def _rule(audit: Audit) -> DisputeRule:
    if audit.rules.disputes is None:
        raise NotDisputable
    return audit.rules.disputes


def _decide(audit: Audit, action: Action, command: c.DecideDispute, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    decided = _decided(audit, action.action_id, command, now)
    if not command.is_upheld:
        return [decided]
    key, owner, because = action.action_id, action.owner, decided.note
    return [decided, e.ActionCancelled(seq=0, at=now, action_id=key, owner=owner, reason=because)]


def decide_grade(audit: Audit, command: c.DecideGrade, now: datetime) -> list[e.AnyEvent]:
    """Upheld, the audit goes by the grade that the decider names; both are kept."""
    decided = _decided(audit, GRADE, command, now)
    if not command.is_upheld:
        return [decided]
    if command.overall is None:
        raise NoGrade
    return [decided, *regraded(audit, command.overall, by_area(audit, command.grades), now)]


def _decided(audit: Audit, what: str, command: c.DecideDispute | c.DecideGrade, now: datetime) -> e.DisputeDecided:
    return e.DisputeDecided(
        seq=0,
        at=now,
        action_id=what or None,
        is_upheld=command.is_upheld,
        disputed_by=_open(audit, what).by,
        auditor=audit.auditor,
        note=reason_of(command.kind, command.note),
    )


def _open(audit: Audit, what: str) -> Dispute:
    known = audit.disputed.get(what)
    if known is None:
        raise NothingDisputed(_named(what))
    return known


DECIDE_DISPUTE: dict[type[c.OnAction], Callable[[Audit, Action, Any, datetime], list[e.AnyEvent]]] = {
    c.DisputeAction: _dispute,
    c.DecideDispute: _decide,
}
