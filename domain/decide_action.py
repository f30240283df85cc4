"""The commands on one action, and adding one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import commands as c
from domain import events as e
from domain.audit import Action, ActionStatus, Audit
from domain.calendar import after
from domain.decide_pause import resumed
from domain.decide_start import due_on, in_hours, limit_of
from domain.errors import (
    ActionElsewhere,
    AlreadyAccepted,
    AlreadyAcknowledged,
    DuplicateAction,
    DuplicateOutcome,
    NoDate,
    NoEvidence,
    NoOutcome,
    NoOwner,
    NoReason,
    OtherStandard,
    SameOwner,
    UnknownFinding,
    UnknownStandard,
)
from domain.values import TextRef

OPEN, IN_PROGRESS, DONE_CLAIMED = ActionStatus.OPEN, ActionStatus.IN_PROGRESS, ActionStatus.DONE_CLAIMED

ALLOWED: dict[str, tuple[ActionStatus, ...]] = {
    "accept": (OPEN,),
    "start": (OPEN,),
    "reassign": (OPEN, IN_PROGRESS, DONE_CLAIMED),
    "claim": (OPEN, IN_PROGRESS),
    "verify": (DONE_CLAIMED,),
    "send_back": (DONE_CLAIMED,),
    "cancel": (OPEN, IN_PROGRESS, DONE_CLAIMED),
    "acknowledge": (OPEN, IN_PROGRESS),
    "ask_extension": (OPEN, IN_PROGRESS),
    "grant_extension": (OPEN, IN_PROGRESS),
    "refuse_extension": (OPEN, IN_PROGRESS),
    "pause": (OPEN, IN_PROGRESS),
    "resume": (OPEN, IN_PROGRESS),
    "wait_for": (OPEN, IN_PROGRESS),
    "unwait": (OPEN, IN_PROGRESS, DONE_CLAIMED),
    "undo_verify": (ActionStatus.VERIFIED,),
    "dispute": (OPEN, IN_PROGRESS),
    "decide_dispute": (OPEN, IN_PROGRESS, DONE_CLAIMED),
}
"""The life of an action: from where each command can be given."""

LEADS_TO: dict[str, ActionStatus] = {
    "start": IN_PROGRESS,
    "claim": DONE_CLAIMED,
    "verify": ActionStatus.VERIFIED,
    "send_back": OPEN,
    "cancel": ActionStatus.CANCELLED,
    "undo_verify": DONE_CLAIMED,
}
"""Where each command that moves an action moves it to; the others leave it where it is."""


def check_place(action: Action, kind: str) -> None:
    """Raises ActionElsewhere unless a command of this kind can be given from where the action is."""
    if action.status not in ALLOWED[kind]:
        raise ActionElsewhere(action.action_id, action.status, [str(status) for status in ALLOWED[kind]])


def _accept(_: Audit, action: Action, command: c.Accept, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    if action.is_accepted:
        raise AlreadyAccepted(action.action_id)
    return [e.ActionAccepted(seq=0, at=now, action_id=action.action_id)]


def _begin(_: Audit, action: Action, command: c.Begin, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    return [e.ActionBegun(seq=0, at=now, action_id=action.action_id)]


def _reassign(_: Audit, action: Action, command: c.Reassign, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    if command.owner == action.owner:
        raise SameOwner(action.action_id)
    return [e.ActionReassigned(seq=0, at=now, action_id=action.action_id, owner=command.owner, before=action.owner)]


def _claim(audit: Audit, action: Action, command: c.ClaimDone, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    if not command.evidence or command.note is None:
        raise NoEvidence(action.action_id)
    claimed = e.ActionClaimed(
        seq=0,
        at=now,
        action_id=action.action_id,
        evidence=command.evidence,
        note=command.note,
        auditor=audit.auditor,
    )
    going_on = [resumed(audit, action, now, e.Event(seq=0, at=now))] if action.pause else []
    return [*going_on, claimed]


def _verify(_: Audit, action: Action, command: c.Verify, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    is_late = action.is_late(now)
    return [e.ActionVerified(seq=0, at=now, action_id=action.action_id, owner=action.owner, is_late=is_late)]


def _send_back(_: Audit, action: Action, command: c.SendBack, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    reason = reason_of(command.kind, command.reason)
    return [e.ActionSentBack(seq=0, at=now, action_id=action.action_id, owner=action.owner, reason=reason)]


def _cancel(_: Audit, action: Action, command: c.Cancel, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    reason = reason_of(command.kind, command.reason)
    return [e.ActionCancelled(seq=0, at=now, action_id=action.action_id, owner=action.owner, reason=reason)]


def _acknowledge(audit: Audit, action: Action, command: c.Acknowledge, now: datetime) -> list[e.AnyEvent]:
    check_place(action, command.kind)
    if action.concern and not action.chase.step:
        return [e.ActionAcknowledged(seq=0, at=now, action_id=action.action_id, until=max(now, action.due_at))]
    if action.chase.quiet_until:
        raise AlreadyAcknowledged(action.action_id)
    rules = audit.rules
    # Nobody buys days of silence about a child who may not be safe: only until the next round.
    bought = rules.safety_ladder.every if action.is_safety else rules.acknowledgement
    until = after(now, bought, rules.calendar, rules.hour)
    return [e.ActionAcknowledged(seq=0, at=now, action_id=action.action_id, until=until)]


def reason_of(kind: str, reason: TextRef | None) -> TextRef:
    """Raises NoReason where a command that needs a reason brings none."""
    if reason is None:
        raise NoReason(kind)
    return reason


def add_action(audit: Audit, command: c.AddAction, now: datetime) -> list[e.AnyEvent]:
    """One more action, asked for by a person: with an owner, a date and an outcome, or not at all."""
    _check_new(audit, command)
    what = f"Action {command.action_id}"
    if command.owner is None:
        raise NoOwner(what)
    if command.due is None:
        raise NoDate(what)
    if command.outcome is None:
        raise NoOutcome(what)
    rule = audit.rules.standards[command.standard]
    due = due_on(command.due, what, now, limit_of(rule, audit.rules, audit.started_at))
    fields = ("action_id", "standard", "finding_id", "owner", "title", "outcome", "is_safety")
    state = audit.standards.get(command.standard)
    return [
        e.ActionOpened(
            seq=0,
            at=now,
            due_at=in_hours(due, audit.rules, now) if command.is_safety else due,
            cycle=state.cycle if state else 1,
            is_statutory=rule.limit is not None,
            **{field: getattr(command, field) for field in fields},
        )
    ]


def _check_new(audit: Audit, command: c.AddAction) -> None:
    if command.action_id in audit.actions:
        raise DuplicateAction(command.action_id)
    if command.standard not in audit.rules.standards:
        raise UnknownStandard(command.standard, list(audit.rules.standards))
    _check_finding(audit, command)
    for action in audit.unfinished:
        if (action.standard, action.outcome) == (command.standard, command.outcome):
            raise DuplicateOutcome(action.action_id)


def _check_finding(audit: Audit, command: c.AddAction) -> None:
    if command.finding_id is None:
        return
    if command.finding_id not in audit.findings:
        raise UnknownFinding(command.finding_id, list(audit.findings))
    if (standard := audit.findings[command.finding_id]) != command.standard:
        raise OtherStandard(command.finding_id, standard)


DECIDE_ACTION: dict[type[c.OnAction], Callable[[Audit, Action, Any, datetime], list[e.AnyEvent]]] = {
    c.Accept: _accept,
    c.Begin: _begin,
    c.Reassign: _reassign,
    c.ClaimDone: _claim,
    c.Verify: _verify,
    c.SendBack: _send_back,
    c.Cancel: _cancel,
    c.Acknowledge: _acknowledge,
}
