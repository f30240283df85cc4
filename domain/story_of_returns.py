"""What happens to an audit until it is returned, each in a sentence."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.dates_in_words import day_in_words, due_in_words
from domain.returned import Sought, Views
from domain.story_of_complaints import complained
from domain.story_words import Speech, listed

NOT_SAID = "not said"


def _planned(event: e.AuditPlanned, speech: Speech) -> str:
    by = f", to be returned by {day_in_words(event.return_by)}" if event.return_by else ""
    month = f" for the programme of {event.month}" if event.month else ""
    asked = f", which {event.proposal} asked for" if event.proposal else ""
    what = f"planned the {speech.plain(event.audit_kind)} audit of {event.subject}{asked}{month}{by}"
    return f"{speech.name(event.by)} {what}.{complained(event.complaint, speech)}"


def _allocated(event: e.AuditAllocated, speech: Speech) -> str:
    due = due_in_words(event.due_at)
    return f"{speech.name(event.by)} allocated the audit to {speech.name(event.auditor)}, to be returned {due}."


def _reallocated(event: e.AuditReallocated, speech: Speech) -> str:
    moved = f"from {speech.name(event.before)} to {speech.name(event.auditor)}"
    stays = f"still to be returned {due_in_words(event.due_at)}"
    return f"{speech.name(event.by)} reallocated the audit {moved}, {stays}{speech.reason(event.reason)}"


def _reminded(event: e.ReturnReminded, speech: Speech) -> str:
    if event.is_superseded:
        return f"Reminder {event.number} of the return came too late to help and was left out."
    reminded = "would have been" if event.is_past else "was"
    return f"{speech.name(event.auditor)} {reminded} reminded that the return was due {due_in_words(event.due_at)}."


def _overdue(event: e.ReturnOverdue, _: Speech) -> str:
    return f"The return, due {due_in_words(event.due_at)}, became overdue."


def _returned(event: e.AuditReturned, speech: Speech) -> str:
    late = ", late" if event.is_late else ""
    again = f" It was a re-audit of {event.re_audit_of}." if event.re_audit_of else ""
    returned = f"{speech.name(event.by)} returned the audit{late}, graded {speech.plain(event.overall)} overall.{again}"
    return f"{returned} {said(event, speech)}"


def said(event: e.AuditReturned | e.AuditStarted, speech: Speech) -> str:
    """Whose views were sought, and whether the worker took part."""
    if (event.views, event.worker_took_part, event.worker_absence) == (None, None, None):
        return f"Whose views were sought, and whether the worker took part, was {NOT_SAID}."
    views = event.views or Views()
    child, family = sought(views.child, speech), sought(views.family, speech)
    return f"Child's views: {child}. Family's views: {family}. The worker took part: {_worker(event, speech)}."


def sought(one: Sought | None, speech: Speech) -> str:
    """How views were sought, or why not, or that it was not said."""
    if one is None or not one.is_said:
        return NOT_SAID
    how = f"sought by {listed([speech.words(word) for word in one.how])}" if one.how else ""
    why_not = f"not sought, {speech.words(one.why_not)}" if one.why_not else ""
    return "; ".join(part for part in (how, why_not) if part)


def _worker(event: e.AuditReturned | e.AuditStarted, speech: Speech) -> str:
    if event.worker_took_part:
        return "yes"
    if event.worker_absence:
        return f"no, {speech.words(event.worker_absence)}"
    return NOT_SAID if event.worker_took_part is None else "no"


def _view(event: e.ChildsViewHeard, speech: Speech) -> str:
    how = f"by {speech.plain(event.way)}, on {day_in_words(event.given_on)}"
    return f"{speech.name(event.by)} handed in what the child said ({how}): {speech.words(event.text)}."


OF_RETURNS: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.ChildsViewHeard: _view,
    e.AuditPlanned: _planned,
    e.AuditAllocated: _allocated,
    e.AuditReallocated: _reallocated,
    e.ReturnReminded: _reminded,
    e.ReturnOverdue: _overdue,
    e.AuditReturned: _returned,
}
