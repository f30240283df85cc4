"""Asking for more time for an action, and granting or refusing it: the first date stays and still counts."""

from datetime import datetime, timedelta

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.calendar import due_at
from domain.decide_start import due_on, limit_of
from domain.errors import DateInPast, NoDate, NoReason
from domain.extension_errors import (
    AlreadyAsked,
    AlreadyPaused,
    NoExtensionLeft,
    NothingAsked,
    NotLater,
    SafetyRuns,
    TooMuchTime,
    Waits,
)


def ask_extension(audit: Audit, action: Action, command: c.AskExtension, now: datetime) -> list[e.AnyEvent]:
    """One request at a time; the action is chased as before meanwhile."""
    check_can_move(action)
    if action.extension:
        raise AlreadyAsked(action.action_id)
    if action.extensions >= audit.rules.extension.most:
        raise NoExtensionLeft(action.action_id, audit.rules.extension.most)
    if command.reason is None:
        raise NoReason(command.kind)
    asked = e.ExtensionRequested(
        seq=0,
        at=now,
        action_id=action.action_id,
        owner=action.owner,
        due_at=_later(audit, action, command, now),
        before=action.due_at,
        decide_by=due_at(now, audit.rules.extension.decide_within, audit.rules.calendar),
        reason=command.reason,
    )
    return [asked]


def check_can_move(action: Action) -> None:
    """Raises unless a clock is running for it that people may stop or move."""
    if action.is_safety:
        raise SafetyRuns(action.action_id)
    if action.pause:
        raise AlreadyPaused(action.action_id)
    if action.waits_for:
        raise Waits(action.action_id, action.waits_for)


def _later(audit: Audit, action: Action, command: c.AskExtension, now: datetime) -> datetime:
    what, rules = f"Action {action.action_id}", audit.rules
    if command.due is None:
        raise NoDate(what)
    limit = limit_of(rules.standards[action.standard], rules, audit.started_at)
    due = due_on(command.due, what, now, limit)
    if due <= action.due_at:
        raise NotLater(action.action_id, action.due_at)
    # Counted from the last day of the date in force, not from the next that it ends with.
    latest = due_at(action.due_at - timedelta.resolution, rules.extension.longest, rules.calendar)
    if due > latest:
        raise TooMuchTime(action.action_id, latest)
    return due


def grant_extension(_: Audit, action: Action, __: c.GrantExtension, now: datetime) -> list[e.AnyEvent]:
    """The date in force moves to the one that was asked for."""
    asked = action.extension
    if asked is None:
        raise NothingAsked(action.action_id)
    if asked.due_at <= now:
        raise DateInPast(f"Action {action.action_id}", asked.due_at)
    granted = e.ExtensionGranted(
        seq=0,
        at=now,
        action_id=action.action_id,
        owner=action.owner,
        due_at=asked.due_at,
        before=action.due_at,
    )
    return [granted]


def refuse_extension(_: Audit, action: Action, command: c.RefuseExtension, now: datetime) -> list[e.AnyEvent]:
    """The date in force stays."""
    if action.extension is None:
        raise NothingAsked(action.action_id)
    if command.reason is None:
        raise NoReason(command.kind)
    refused = e.ExtensionRefused(
        seq=0,
        at=now,
        action_id=action.action_id,
        owner=action.owner,
        asked_by=action.extension.by,
        due_at=action.due_at,
        reason=command.reason,
    )
    return [refused]
