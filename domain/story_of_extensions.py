"""What happens to an action's clock, each in a sentence."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.dates_in_words import due_in_words, moment_in_words
from domain.story_words import Speech


def _requested(event: e.ExtensionRequested, speech: Speech) -> str:
    asked = f"asked for more time for action {event.action_id}, until {due_in_words(event.due_at).removeprefix('by ')}"
    dates = f"instead of {due_in_words(event.before).removeprefix('by ')}"
    return f"{speech.name(event.by)} {asked} {dates}{speech.reason(event.reason)}"


def _granted(event: e.ExtensionGranted, speech: Speech) -> str:
    dates = f"it is now due {due_in_words(event.due_at)}, no longer {due_in_words(event.before)}"
    return f"{speech.name(event.by)} granted more time for action {event.action_id}: {dates}."


def _refused(event: e.ExtensionRefused, speech: Speech) -> str:
    return f"{speech.name(event.by)} refused more time for action {event.action_id}{speech.reason(event.reason)}"


def _paused(event: e.ActionPaused, speech: Speech) -> str:
    until = f"until {moment_in_words(event.until)}"
    return f"{speech.name(event.by)} paused action {event.action_id} {until}{speech.reason(event.reason)}"


def _resumed(event: e.ActionResumed, speech: Speech) -> str:
    due = f"due {due_in_words(event.due_at)}"
    if event.by == e.ENGINE:
        return f"The pause of action {event.action_id} was over: it goes on, {due}."
    return f"{speech.name(event.by)} had action {event.action_id} go on, {due}."


def _waits(event: e.WaitBegun, speech: Speech) -> str:
    return f"{speech.name(event.by)} had action {event.action_id} wait for {event.other}: its clock stands until then."


def _started(event: e.ClockStarted, speech: Speech) -> str:
    due = f"its clock started, due {due_in_words(event.due_at)}"
    if event.because == "command":
        return f"{speech.name(event.by)} ended the wait of action {event.action_id} for {event.other}: {due}."
    return f"Action {event.other}, which action {event.action_id} had waited for, was finished: {due}."


OF_EXTENSIONS: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.ExtensionRequested: _requested,
    e.ExtensionGranted: _granted,
    e.ExtensionRefused: _refused,
    e.ActionPaused: _paused,
    e.ActionResumed: _resumed,
    e.WaitBegun: _waits,
    e.ClockStarted: _started,
}
