"""Pausing an action and resuming it: while it is paused nothing chases, and its date moves by the time it stood."""

from datetime import datetime

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.calendar import due_at, due_day, end_of_day, local_day
from domain.decide_extension import check_can_move
from domain.decide_start import due_on, limit_of
from domain.errors import NoReason
from domain.extension_errors import NoPauseLeft, NotPaused, PauseTooLong


def pause(audit: Audit, action: Action, command: c.PauseAction, now: datetime) -> list[e.AnyEvent]:
    """Until the end of a day, or for as long as the framework and the law allow."""
    check_can_move(action)
    if command.reason is None:
        raise NoReason(command.kind)
    latest = action.pause_limit or due_at(now, audit.rules.pause.longest, audit.rules.calendar)
    limit = limit_of(audit.rules.standards[action.standard], audit.rules, audit.started_at)
    allowed = min(latest, limit) if limit else latest
    if allowed <= now:
        raise NoPauseLeft(action.action_id)
    until = due_on(command.until, f"The pause of action {action.action_id}", now, limit) if command.until else allowed
    if until > allowed:
        raise PauseTooLong(action.action_id, allowed)
    paused = e.ActionPaused(
        seq=0,
        at=now,
        action_id=action.action_id,
        owner=action.owner,
        until=until,
        latest=latest,
        reason=command.reason,
    )
    return [paused]


def resume(audit: Audit, action: Action, _: c.ResumeAction, now: datetime) -> list[e.AnyEvent]:
    """Before its pause is over."""
    if action.pause is None:
        raise NotPaused(action.action_id)
    return [resumed(audit, action, now, e.Event(seq=0, at=now))]


def resumed(audit: Audit, action: Action, then: datetime, head: e.Event) -> e.ActionResumed:
    """Its clock runs again from `then`; a date that had passed before the pause stays where it was."""
    since, before = action.pause.since if action.pause else then, action.due_at
    due = before if before <= since else begun_again(audit, action, since, then)
    return e.ActionResumed(**dict(head), action_id=action.action_id, owner=action.owner, due_at=due, before=before)


def begun_again(audit: Audit, action: Action, since: datetime, then: datetime) -> datetime:
    """The action's date as if its clock had stood from `since` until `then`: never earlier, never beyond the law's."""
    calendar, before = audit.rules.calendar, action.due_at
    if end_of_day(due_day(before)) == before:
        left = calendar.working_days_between(local_day(since), due_day(before))
        due = end_of_day(calendar.add(local_day(then), max(left, 0)))
    else:
        due = then + (before - since)
    limit = limit_of(audit.rules.standards[action.standard], audit.rules, audit.started_at)
    return max(before, min(due, limit) if limit else due)
