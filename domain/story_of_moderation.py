"""What happens in moderation and to disputes, each in a sentence."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.dates_in_words import due_in_words
from domain.story_words import Speech, listed

_WHY = {"grade": "its grade always is", "share": "it was drawn", None: ""}


def _drawn(event: e.ModerationDrawn, _: Speech) -> str:
    if not event.is_chosen or event.due_at is None:
        return "The audit was not drawn for moderation."
    return (
        f"The audit is moderated, for {_WHY[event.because]}: a second grade is asked for, {due_in_words(event.due_at)}."
    )


def _moderated(event: e.GradeModerated, speech: Speech) -> str:
    verb = "confirmed" if event.is_confirmed else "did not confirm"
    areas = [f"{speech.plain(area)} {speech.plain(grade)}" for area, grade in event.grades.items()]
    second = f"without knowing the first: {speech.plain(event.overall)} overall{', ' + listed(areas) if areas else ''}"
    moderated = f"{speech.name(event.by)} {verb} the grade ({speech.plain(event.before)}), {second}"
    return f"{moderated}{speech.reason(event.note)}"


def _what(action_id: str | None) -> str:
    return f"action {action_id}" if action_id else "the grade"


def _opened(event: e.DisputeOpened, speech: Speech) -> str:
    disputed = f"{speech.name(event.by)} disputed {_what(event.action_id)}, to be decided {due_in_words(event.due_at)}"
    return f"{disputed}{speech.reason(event.reason)}"


def _decided(event: e.DisputeDecided, speech: Speech) -> str:
    verb = "upheld" if event.is_upheld else "rejected"
    decided = f"{speech.name(event.by)} {verb} {speech.name(event.disputed_by)}’s dispute of {_what(event.action_id)}"
    return f"{decided}{speech.reason(event.note)}"


OF_MODERATION: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.ModerationDrawn: _drawn,
    e.GradeModerated: _moderated,
    e.DisputeOpened: _opened,
    e.DisputeDecided: _decided,
}
