"""What was put right, each in a sentence that says what stood there before."""

from collections.abc import Callable
from typing import Any, NamedTuple

from domain import events as e
from domain.dates_in_words import due_in_words
from domain.story_words import Speech, listed, met


class Change(NamedTuple):
    """What it says, and what stood there before."""

    now: str
    before: str


def _amended(event: e.Amended, speech: Speech) -> str:
    which = f"{event.what} {event.finding_id or event.action_id or ''}".strip()
    the = "" if event.finding_id or event.action_id else "the "
    said = listed([f"{one.now} (before {one.before})" for one in changes(event, speech)])
    return f"{speech.name(event.by)} put right {the}{which}{speech.reason(event.reason)} It now says {said}."


def changes(event: e.Amended, speech: Speech) -> list[Change]:
    """All that was put right at once."""
    pairs = zip(_said(event.after, speech), _said(event.before, speech), strict=True)
    known = event.before.grades
    grades = [
        Change(f"{speech.plain(area)} {speech.plain(grade)}", speech.plain(known.get(area, "ungraded")))
        for area, grade in event.after.grades.items()
        if known.get(area) != grade
    ]
    return [*(Change(now, before) for now, before in pairs), *grades]


def _said(entered: e.Entered, speech: Speech) -> list[str]:
    said = [speech.words(one) for one in (entered.text, entered.title, entered.outcome) if one]
    said += [f"‘{speech.plain(entered.standard)}’"] if entered.standard else []
    said += [met(entered.is_met)] if entered.is_met is not None else []
    said += [due_in_words(entered.due_at)] if entered.due_at else []
    return [*said, *(speech.plain(one) for one in (entered.subject, entered.overall) if one)]


def _undone(event: e.VerificationUndone, speech: Speech) -> str:
    again = f"that action {event.action_id} was verified: the claim waits to be looked at again"
    return f"{speech.name(event.by)} undid {again}{speech.reason(event.reason)}"


def _reopened(event: e.AuditReopened, speech: Speech) -> str:
    about = f"{speech.standard(event.standard)} is not met after all" if event.standard else "it goes on"
    return f"{speech.name(event.by)} reopened the audit, which was {event.before}: {about}{speech.reason(event.reason)}"


OF_CORRECTIONS: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.Amended: _amended,
    e.AuditReopened: _reopened,
    e.VerificationUndone: _undone,
}
