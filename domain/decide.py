"""What a command makes happen, or the named refusal that says why not."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import commands as c
from domain import events as e
from domain.allowing import check_authority
from domain.audit import Audit
from domain.consequences import consequences
from domain.decide_action import DECIDE_ACTION, add_action
from domain.decide_amending import amend
from domain.decide_calendar import update_calendar
from domain.decide_clock import DECIDE_CLOCK
from domain.decide_complaint import extend_response
from domain.decide_correction import DECIDE_CORRECTION
from domain.decide_disputes import DECIDE_DISPUTE, decide_grade, dispute_grade
from domain.decide_moderation import draw_moderation, moderate
from domain.decide_operators import find_again, replan
from domain.decide_reopening import reopen
from domain.decide_return import allocate, check_returned, plan_audit, reallocate, return_audit
from domain.decide_standard import judge, measure
from domain.decide_start import start_audit
from domain.decide_view import hear_view
from domain.errors import AuditOver, NoReason, NotStarted, UnknownAction
from domain.evolve import fold
from domain.values import Key

Body = e.AnyEvent
"""An event whose `seq`, `at`, `by` and `command_id` are still to be filled in."""


def decide(audit: Audit | None, command: c.Command, now: datetime) -> list[e.AnyEvent]:
    """The events of a command given now, numbered on from the audit's last; none if it was answered before.

    Raises a `Refusal` that says what to fix. The audit must have been ticked to the same `now`.
    """
    if isinstance(command, c.FirstCommand):
        return [] if audit else _numbered(None, command, now, _first(command, now))
    if audit is None:
        raise NotStarted
    if command.command_id in audit.answered:
        return []
    if audit.is_over and not isinstance(command, c.Reopen):
        raise AuditOver(audit.status)
    check_returned(audit, command)
    return _numbered(audit, command, now, _bodies(audit, command, now))


def _first(command: c.FirstCommand, now: datetime) -> list[Body]:
    return start_audit(command, now) if isinstance(command, c.StartAudit) else plan_audit(command, now)


def _bodies(audit: Audit, command: c.Command, now: datetime) -> list[Body]:
    if isinstance(command, c.OnAction):
        action = audit.actions.get(command.action_id)
        if action is None:
            raise UnknownAction(command.action_id, list(audit.actions))
        place = check_authority(audit, command, action)
        return _placed(place, _ON_ACTION[type(command)](audit, action, command, now))
    place = check_authority(audit, command, None)
    return _placed(place, _DECIDE[type(command)](audit, command, now))


def _placed(place: Key | None, bodies: list[Body]) -> list[Body]:
    return [body.model_copy(update={"in_place_of": place}) for body in bodies] if place else bodies


def _hand_over(audit: Audit, command: c.HandOver, now: datetime) -> list[Body]:
    if command.reason is None:
        raise NoReason(command.kind)
    return [
        e.AuditHandedOver(
            seq=0,
            at=now,
            to=command.to,
            role=audit.rules.accountable,
            line_of=audit.auditor,
            because="command",
            reason=command.reason,
        )
    ]


def _withdraw(audit: Audit, command: c.Withdraw, now: datetime) -> list[Body]:
    if command.reason is None:
        raise NoReason(command.kind)
    cancelled: list[Body] = [
        e.ActionCancelled(seq=0, at=now, action_id=action.action_id, owner=action.owner, reason=command.reason)
        for action in audit.unfinished
    ]
    return [*cancelled, e.AuditWithdrawn(seq=0, at=now, auditor=audit.answerable, reason=command.reason)]


_ON_ACTION = {**DECIDE_ACTION, **DECIDE_CLOCK, **DECIDE_CORRECTION, **DECIDE_DISPUTE}
_DECIDE: dict[type[c.Command], Callable[[Audit, Any, datetime], list[Body]]] = {
    c.AddAction: add_action,
    c.Judge: judge,
    c.Measure: measure,
    c.DrawModeration: draw_moderation,
    c.Moderate: moderate,
    c.DisputeGrade: dispute_grade,
    c.DecideGrade: decide_grade,
    c.HandOver: _hand_over,
    c.Amend: amend,
    c.Reopen: reopen,
    c.HearView: hear_view,
    c.Withdraw: _withdraw,
    c.FindAgain: find_again,
    c.Replan: replan,
    c.UpdateCalendar: update_calendar,
    c.Allocate: allocate,
    c.ExtendResponse: extend_response,
    c.Reallocate: reallocate,
    c.ReturnAudit: return_audit,
}


def _numbered(audit: Audit | None, command: c.Command, now: datetime, bodies: list[Body]) -> list[e.AnyEvent]:
    """The bodies and all that follows from them, each with its place in the log."""
    head: dict[str, Any] = {"by": command.by, "command_id": command.command_id}
    at = max(now, audit.at) if audit else now
    seq = audit.seq if audit else 0
    events = [body.model_copy(update={**head, "at": at, "seq": seq + n}) for n, body in enumerate(bodies, 1)]
    after = fold(audit, events)
    while after and (more := consequences(after, at)):
        follow = [body.model_copy(update={**head, "at": at, "seq": after.seq + n}) for n, body in enumerate(more, 1)]
        events, after = [*events, *follow], fold(after, follow)
    return events
