"""What happens to a whole audit and to its standards, each in a sentence."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import events as e
from domain.dates_in_words import day_in_words, due_in_words
from domain.story_of_complaints import point
from domain.story_of_returns import said
from domain.story_words import Speech, listed, met

_LEFT = {"met": "it was met", "not_upheld": "it was not upheld"}


def _started(event: e.AuditStarted, speech: Speech) -> str:
    what = f"{speech.plain(event.audit_kind)} audit of {event.subject}"
    grader = "" if event.by == event.auditor else f" by {speech.name(event.auditor)}"
    graded = f"graded {speech.plain(event.overall)} overall{grader}"
    again = f", a re-audit of {event.re_audit_of}" if event.re_audit_of else ""
    return f"{speech.name(event.by)} started the {what}{again}, {graded}. {said(event, speech)}"


def _noted(event: e.FindingNoted, speech: Speech) -> str:
    if event.answer:
        return point(event, speech)
    concern = ", an immediate safety concern" if event.is_safety else ""
    about = f"{speech.standard(event.standard)} ({met(event.is_met)}{concern})"
    return f"Finding {event.finding_id} was noted about {about}: {speech.words(event.text)}."


def _found(event: e.StandardFound, speech: Speech) -> str:
    return f"The audit found that {speech.standard(event.standard)} was {met(event.is_met)}."


def _left(event: e.FindingLeft, _: Speech) -> str:
    why = _LEFT.get(event.because, f"action {event.action_id} asks for the same")
    return f"Finding {event.finding_id} got no action of its own: {why}."


def _checking(event: e.CheckingStarted, speech: Speech) -> str:
    standards = listed([f"‘{speech.plain(each)}’" for each in event.standards])
    return f"All actions were finished. Still to be shown met {due_in_words(event.due_at)}: {standards}."


def _check_reminded(event: e.CheckReminded, speech: Speech) -> str:
    if event.is_superseded:
        return f"Reminder {event.number} of the check came too late to help and was left out."
    reminded = "would have been" if event.is_past else "was"
    return f"{speech.name(event.auditor)} {reminded} reminded that the check was due {due_in_words(event.due_at)}."


def _check_overdue(event: e.CheckOverdue, _: Speech) -> str:
    return f"The check, due {due_in_words(event.due_at)}, became overdue."


def _judged(event: e.StandardJudged, speech: Speech) -> str:
    source = f" in audit {event.source}" if event.source else ""
    judged = f"{speech.name(event.by)} judged {speech.standard(event.standard)} {met(event.is_met)}"
    return f"{judged}{source}{speech.reason(event.note)}"


def _measured(event: e.StandardMeasured, speech: Speech) -> str:
    period = f"from {day_in_words(event.period_from)} to {day_in_words(event.period_to)}"
    counts = f"{event.met} of {event.total} met {speech.standard(event.standard)}"
    return f"{speech.name(event.by)} handed in counts: {period}, {counts}."


def _shown(event: e.StandardMet, speech: Speech) -> str:
    watched = f", and is watched until {_until(event.watched_until)}" if event.watched_until else ""
    return f"{speech.standard(event.standard)} was shown met{watched}."


def _until(moment: datetime) -> str:
    return due_in_words(moment).removeprefix("by ")


def _cycle(event: e.CycleStarted, speech: Speech) -> str:
    return f"{speech.standard(event.standard)} was still not met: cycle {event.cycle} began."


def _handed_over(event: e.AuditHandedOver, speech: Speech) -> str:
    to = speech.name(event.to) if event.to else f"the {speech.plain(event.role)}"
    if event.because == "command":
        return f"{speech.name(event.by)} handed the audit over to {to}{speech.reason(event.reason)}"
    about = f", with {speech.standard(event.standard)} still not met" if event.standard else ""
    return f"After its last cycle the audit was handed over to {to}{about}."


def _replanned(event: e.AuditReplanned, speech: Speech) -> str:
    moved = f"moved the audit from version {event.before} to version {event.version} of its rules"
    return f"{speech.name(event.by)} {moved}{speech.reason(event.reason)}"


def _regraded(event: e.AuditRegraded, speech: Speech) -> str:
    graded = f"The audit is now graded {speech.plain(event.overall)} overall, before {speech.plain(event.before)}"
    areas = [
        f"{speech.plain(area)} {speech.plain(grade)} (before {speech.plain(event.grades_before.get(area, 'ungraded'))})"
        for area, grade in event.grades.items()
        if event.grades_before.get(area) != grade
    ]
    return f"{graded}{f'; {listed(areas)}' if areas else ''}."


def _check_replanned(event: e.CheckReplanned, _: Speech) -> str:
    return f"The check is now due {due_in_words(event.due_at)}, no longer {due_in_words(event.before)}."


def _closed(_: e.AuditClosed, __: Speech) -> str:
    return "Every standard was shown met, and the audit was closed."


def _withdrawn(event: e.AuditWithdrawn, speech: Speech) -> str:
    return f"{speech.name(event.by)} withdrew the audit{speech.reason(event.reason)}"


def _caught_up(event: e.CaughtUp, _: Speech) -> str:
    first = "; of what is late, whoever the first step of its ladder names hears first" if event.begins_anew else ""
    return f"The imported past ended here: from now on people are told of what happens{first}."


OF_AUDITS: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.AuditStarted: _started,
    e.FindingNoted: _noted,
    e.StandardFound: _found,
    e.FindingLeft: _left,
    e.CheckingStarted: _checking,
    e.CheckReminded: _check_reminded,
    e.CheckOverdue: _check_overdue,
    e.StandardJudged: _judged,
    e.StandardMeasured: _measured,
    e.StandardMet: _shown,
    e.CycleStarted: _cycle,
    e.AuditHandedOver: _handed_over,
    e.AuditReplanned: _replanned,
    e.CheckReplanned: _check_replanned,
    e.AuditRegraded: _regraded,
    e.AuditClosed: _closed,
    e.AuditWithdrawn: _withdrawn,
    e.CaughtUp: _caught_up,
}
