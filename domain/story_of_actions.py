"""What happens to an action, and to whatever is late, each in a sentence."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.dates_in_words import due_in_words, moment_in_words
from domain.story_words import Speech, again

_MATTERS: dict[e.Matter, str] = {
    "action": "Action {} was overdue",
    "safety": "The safety concern of action {} was not yet answered",
    "concern": "The safety concern of action {} was not acknowledged yet",
    "verification": "The claim that action {} is done was still to be verified",
    "check": "The check was overdue",
    "handover": "The audit, handed over, was still open",
    "extension": "More time for action {} was asked for, and nobody had decided",
    "moderation": "The second grade was still to be given",
    "dispute": "A dispute was still to be decided",
    "return": "The return was overdue",
    "allocation": "Nobody made the audit yet",
}

_ABOUT: dict[e.Matter, str] = {
    "action": "action {}",
    "safety": "the safety concern of action {}",
    "concern": "the new safety concern of action {}",
    "verification": "the claim of action {}",
    "check": "the check",
    "handover": "the audit handed over",
    "extension": "the request for more time for action {}",
    "moderation": "the second grade",
    "dispute": "the dispute",
    "return": "the return",
    "allocation": "the audit that nobody makes yet",
}


def _opened(event: e.ActionOpened, speech: Speech) -> str:
    finding = f" about finding {event.finding_id}" if event.finding_id else ""
    concern = ", a safety concern" if event.is_safety else ""
    opened = f"Action {event.action_id} was opened for {speech.name(event.owner)}{finding}{concern}"
    asked = f"{speech.words(event.title)}, due {due_in_words(event.due_at)}"
    return f"{opened}: {asked}. Expected outcome: {speech.words(event.outcome)}."


def _accepted(event: e.ActionAccepted, speech: Speech) -> str:
    return f"{speech.name(event.by)} accepted action {event.action_id}."


def _begun(event: e.ActionBegun, speech: Speech) -> str:
    return f"{speech.name(event.by)} started action {event.action_id}."


def _reassigned(event: e.ActionReassigned, speech: Speech) -> str:
    moved = f"from {speech.name(event.before)} to {speech.name(event.owner)}"
    return f"{speech.name(event.by)} moved action {event.action_id} {moved}; its date stayed the same."


def _claimed(event: e.ActionClaimed, speech: Speech) -> str:
    shown = ", ".join(speech.words(one.reference) for one in event.evidence)
    claimed = f"{speech.name(event.by)} claimed action {event.action_id} done: {speech.words(event.note)}"
    return f"{claimed}, shown by {shown}."


def _verified(event: e.ActionVerified, speech: Speech) -> str:
    late = " It was done late." if event.is_late else ""
    return f"{speech.name(event.by)} verified that action {event.action_id} was done.{late}"


def _sent_back(event: e.ActionSentBack, speech: Speech) -> str:
    return f"{speech.name(event.by)} sent action {event.action_id} back{speech.reason(event.reason)}"


def _cancelled(event: e.ActionCancelled, speech: Speech) -> str:
    return f"{speech.name(event.by)} cancelled action {event.action_id}{speech.reason(event.reason)}"


def _acknowledged(event: e.ActionAcknowledged, speech: Speech) -> str:
    until = moment_in_words(event.until)
    return f"{speech.name(event.by)} acknowledged action {event.action_id}: nobody is chased about it before {until}."


def _overtaken(event: e.ActionOvertaken, _: Speech) -> str:
    late = " It was late." if event.is_late else ""
    return f"Action {event.action_id} was overtaken: its standard was shown met before it was done.{late}"


def _carried(event: e.ActionCarried, _: Speech) -> str:
    return f"Action {event.action_id} was carried into cycle {event.cycle}, due {due_in_words(event.due_at)}."


def _reminded(event: e.ActionReminded, speech: Speech) -> str:
    if event.is_superseded:
        return f"Reminder {event.number} of action {event.action_id} came too late to help and was left out."
    due, reminded = due_in_words(event.due_at), "would have been" if event.is_past else "was"
    return f"{speech.name(event.owner)} {reminded} reminded that action {event.action_id} was due {due}."


def _overdue(event: e.ActionOverdue, _: Speech) -> str:
    return f"Action {event.action_id}, due {due_in_words(event.due_at)}, became overdue."


def _escalated(event: e.Escalated, speech: Speech) -> str:
    matter = _MATTERS[event.matter].format(event.action_id)
    went = "would have gone" if event.is_past else "went"
    return f"{matter}: it {went} to the {speech.plain(event.role)}{again(event.repeats)} (level {event.level})."


def _found_again(event: e.PeopleFoundAgain, speech: Speech) -> str:
    about = f"for {_ABOUT[event.matter].format(event.action_id)} (level {event.level})"
    asked = f"{speech.name(event.by)} had the {speech.plain(event.role)} looked for again {about}"
    return f"{asked}{speech.reason(event.reason)}{' Nobody new was found.' if event.told == e.Told() else ''}"


def _replanned(event: e.ActionReplanned, _: Speech) -> str:
    return f"Action {event.action_id} is now due {due_in_words(event.due_at)}, no longer {due_in_words(event.before)}."


def _unheard(event: e.StepUnheard, speech: Speech) -> str:
    matter = _MATTERS[event.matter].format(event.action_id)
    nobody = f"nobody held the role of {speech.plain(event.role)} (level {event.level})"
    return f"{matter}, but {nobody}, so the next step followed at once."


OF_ACTIONS: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.ActionOpened: _opened,
    e.ActionAccepted: _accepted,
    e.ActionBegun: _begun,
    e.ActionReassigned: _reassigned,
    e.ActionClaimed: _claimed,
    e.ActionVerified: _verified,
    e.ActionSentBack: _sent_back,
    e.ActionCancelled: _cancelled,
    e.ActionAcknowledged: _acknowledged,
    e.ActionOvertaken: _overtaken,
    e.ActionCarried: _carried,
    e.ActionReminded: _reminded,
    e.ActionOverdue: _overdue,
    e.Escalated: _escalated,
    e.StepUnheard: _unheard,
    e.PeopleFoundAgain: _found_again,
    e.ActionReplanned: _replanned,
}
