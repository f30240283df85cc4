"""What the bank holidays change of an audit, each in a sentence."""

from collections.abc import Callable
from datetime import date
from typing import Any

from domain import events as e
from domain.dates_in_words import day_in_words, due_in_words, moment_in_words
from domain.story_words import Speech, listed

_WHAT: dict[str, str] = {
    "return": "The return is now due",
    "allocation": "Somebody is now to be given the audit",
    "moderation": "The second grade is now to be given",
    "dispute": "The dispute{} is now to be decided",
    "extension": "The request for more time for action {} is now to be decided",
    "watch": "The watch over ‘{}’ now lasts",
    "quiet": "Nobody is chased about action {} now",
}


def _updated(event: e.CalendarUpdated, speech: Speech) -> str:
    counts = f"{speech.name(event.by)} had the audit count by the bank holidays of {event.calendar.snapshot}"
    days = [*_days(event.added, "is a bank holiday", "are bank holidays"), *_days(event.dropped, "is none", "are none")]
    return f"{counts}, no longer {event.before}{f': {listed(days)}' if days else ''}."


def _days(days: tuple[date, ...], one: str, several: str) -> list[str]:
    return [f"{listed([day_in_words(day) for day in days])} {one if len(days) == 1 else several}"] if days else []


def _moved(event: e.DateReplanned, speech: Speech) -> str:
    of_dispute = f" of action {event.action_id}" if event.action_id else ""
    about = of_dispute if event.what == "dispute" else event.action_id or speech.plain(event.standard or "")
    what = _WHAT[event.what].format(about)
    if event.what == "quiet":
        return f"{what} before {moment_in_words(event.due_at)}, no longer {moment_in_words(event.before)}."
    due, before = due_in_words(event.due_at), due_in_words(event.before)
    if event.what == "watch":
        due, before = f"until {due.removeprefix('by ')}", f"until {before.removeprefix('by ')}"
    return f"{what} {due}, no longer {before}."


OF_CALENDARS: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.CalendarUpdated: _updated,
    e.DateReplanned: _moved,
}
