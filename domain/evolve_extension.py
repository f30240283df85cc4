"""What asking for time, pausing and waiting make of an action: what it was told stays told, its first date stays."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.action_facts import ExtensionAsked, Paused
from domain.audit import Action
from domain.chase import Chase, begin, moved, stood_still
from domain.rules import Rules

STANDS_STILL_NO_MORE: dict[str, Any] = {"extension": None, "pause": None}
"""What ends with being claimed, finished, or carried into the next cycle."""


def _requested(action: Action, event: e.ExtensionRequested, rules: Rules) -> Action:
    chase = Chase(due_at=event.decide_by, is_overdue=True, reminders=len(rules.reminders))
    asked = ExtensionAsked(by=event.by, due_at=event.due_at, chase=chase)
    return action.model_copy(update={"extension": asked})


def _granted(action: Action, event: e.ExtensionGranted, rules: Rules) -> Action:
    chase = moved(action.chase, event.due_at, event.at, rules)
    return action.model_copy(update={"extension": None, "extensions": action.extensions + 1, "chase": chase})


def _refused(action: Action, _: e.ExtensionRefused, __: Rules) -> Action:
    return action.model_copy(update={"extension": None})


def _paused(action: Action, event: e.ActionPaused, _: Rules) -> Action:
    pause = Paused(since=event.at, until=event.until)
    return action.model_copy(update={"pause": pause, "pause_limit": event.latest})


def _resumed(action: Action, event: e.ActionResumed, rules: Rules) -> Action:
    extension = action.extension
    if extension:
        extension = extension.model_copy(update={"chase": _rested(extension.chase, event)})
    running = _running(action, event, rules)
    if action.pause and action.due_at <= action.pause.since:
        still = stood_still(running.chase, action.pause.since, event.true_at, rules)
        running = running.model_copy(update={"chase": still})
    return running.model_copy(update={"pause": None, "extension": extension})


def _waits(action: Action, event: e.WaitBegun, _: Rules) -> Action:
    return action.model_copy(update={"waits_for": event.other})


def _started(action: Action, event: e.ClockStarted, rules: Rules) -> Action:
    return _running(action, event, rules).model_copy(update={"waits_for": None, "since": event.at})


def _running(action: Action, event: e.ActionResumed | e.ClockStarted, rules: Rules) -> Action:
    if event.due_at != event.before:
        return action.model_copy(update={"chase": moved(action.chase, event.due_at, event.at, rules)})
    # The ladder stood still: it goes on from here, and reminders of meanwhile are gone.
    gone = max(action.chase.reminders, begin(event.due_at, event.at, rules).reminders)
    return action.model_copy(update={"chase": _rested(action.chase, event).model_copy(update={"reminders": gone})})


def _rested(chase: Chase, event: e.Event) -> Chase:
    return chase.model_copy(update={"told_at": max(event.at, chase.told_at or event.at)})


AFTER_EXTENSION: dict[type[e.OfAction], Callable[[Action, Any, Rules], Action]] = {
    e.ExtensionRequested: _requested,
    e.ExtensionGranted: _granted,
    e.ExtensionRefused: _refused,
    e.ActionPaused: _paused,
    e.ActionResumed: _resumed,
    e.WaitBegun: _waits,
    e.ClockStarted: _started,
}
