"""The story of an audit: each event as one sentence in plain words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from domain import events as e
from domain.dates_in_words import moment_in_words
from domain.event import ENGINE
from domain.story_of_actions import OF_ACTIONS
from domain.story_of_audits import OF_AUDITS
from domain.story_of_calendars import OF_CALENDARS
from domain.story_of_complaints import OF_COMPLAINTS
from domain.story_of_corrections import OF_CORRECTIONS
from domain.story_of_extensions import OF_EXTENSIONS
from domain.story_of_moderation import OF_MODERATION
from domain.story_of_returns import OF_RETURNS
from domain.story_of_watches import OF_WATCHES
from domain.story_words import Speech, listed
from domain.values import Key, TextRef

ERASED = "[erased]"
"""What stands for somebody's words once they have been erased."""

_SENTENCES: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    **OF_AUDITS,
    **OF_MODERATION,
    **OF_ACTIONS,
    **OF_RETURNS,
    **OF_WATCHES,
    **OF_EXTENSIONS,
    **OF_CORRECTIONS,
    **OF_COMPLAINTS,
    **OF_CALENDARS,
}


WORTH_SAYING = timedelta(minutes=1)
"""How much later than its moment an event was noticed before its story says so."""


def sentence(event: e.AnyEvent, name_of: Callable[[Key], str], words_of: Callable[[TextRef], str]) -> str:
    """What happened, in the past tense; `name_of` says a person's name, `words_of` what was written or `[erased]`."""
    speech = Speech(lambda person: "the engine" if person == ENGINE else name_of(person), words_of)
    told = [_SENTENCES[type(event)](event, speech), _in_place(event, speech), _late(event), _heard(event, speech)]
    text = " ".join(part for part in told if part)
    return text[0].upper() + text[1:]


def _in_place(event: e.Event, speech: Speech) -> str:
    if event.in_place_of is None:
        return ""
    return f"{speech.name(event.by)} stood in for {speech.name(event.in_place_of)}, who was away."


def _late(event: e.Event) -> str:
    """Said only where it matters: a timer always rings a little after its moment."""
    if event.moment is None or event.at - event.moment < WORTH_SAYING:
        return ""
    return f"It had been so since {moment_in_words(event.moment)}."


def _heard(event: e.Event, speech: Speech) -> str:
    if event.told is None:
        return ""
    people = [f"{speech.name(one.person)} ({speech.plain(one.role)})" for one in event.told.people]
    if not people:
        return "Nobody was found to tell." if event.told.nobody else ""
    were = "would have been" if event.is_past else "was" if len(people) == 1 else "were"
    return f"{listed(people)} {were} told."
