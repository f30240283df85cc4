"""Who is to be told of what: for each event, the notices it asks for."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from domain import events as e
from domain.directory import Directory, deputy_of, seek, seek_outside
from domain.notices_of_dates import date_replanned
from domain.values import Key
from domain.wanted import Addressed, Wanted

__all__ = ["Addressed", "Wanted", "address", "wanted"]


def _owner(notice: str) -> Callable[[Any], list[Wanted]]:
    return lambda event: [Wanted(notice, "owner", event.owner)]


def _auditor(notice: str) -> Callable[[Any], list[Wanted]]:
    return lambda event: [Wanted(notice, "auditor", event.auditor)]


def _opened(event: e.ActionOpened) -> list[Wanted]:
    return [Wanted("safety" if event.is_safety else "opened", "owner", event.owner, is_urgent=event.is_safety)]


def _reminded(event: e.ActionReminded) -> list[Wanted]:
    return [] if event.is_superseded else [Wanted("reminder", "owner", event.owner)]


def _check_reminded(event: e.CheckReminded) -> list[Wanted]:
    return [] if event.is_superseded else [Wanted("check_reminder", "auditor", event.auditor)]


def _escalated(event: e.Escalated | e.PeopleFoundAgain) -> list[Wanted]:
    notice, is_urgent = f"escalation_{event.matter}", event.matter in ("safety", "concern")
    if event.to:
        return [Wanted(notice, event.role, event.to, is_urgent=is_urgent)]
    # Nobody looks at a grade of their own a second time.
    is_above = event.matter in ("moderation", "dispute") and event.role not in ("auditor", "owner")
    asked = Wanted(notice, event.role, event.line_of, is_line=True, is_urgent=is_urgent, is_above=is_above)
    return [asked._replace(has_deputy=event.matter == "concern", outside=event.outside)]


def _found_again(event: e.PeopleFoundAgain) -> list[Wanted]:
    return [one._replace(unless=event.before) for one in _escalated(event)]


def _handed_over(event: e.AuditHandedOver) -> list[Wanted]:
    if event.to:
        return [Wanted("handed_over", event.role, event.to)]
    return [Wanted("handed_over", event.role, event.line_of, is_line=True)]


def _return_reminded(event: e.ReturnReminded) -> list[Wanted]:
    return [] if event.is_superseded else [Wanted("return_reminder", "auditor", event.auditor)]


def _reallocated(event: e.AuditReallocated) -> list[Wanted]:
    return [Wanted("allocated", "auditor", event.auditor), Wanted("reallocated", "auditor", event.before)]


def _heard(event: e.ChildsViewHeard) -> list[Wanted]:
    return [] if event.auditor == e.ENGINE else [Wanted("view_heard", "auditor", event.auditor)]


def _amended(event: e.Amended) -> list[Wanted]:
    if event.owner:
        return [Wanted("action_amended", "owner", event.owner)]
    return [] if event.auditor == e.ENGINE else [Wanted("audit_amended", "auditor", event.auditor)]


def _undone(event: e.VerificationUndone) -> list[Wanted]:
    return [Wanted("claimed_again", "auditor", event.auditor), Wanted("verify_undone", "owner", event.owner)]


def _drawn(event: e.ModerationDrawn) -> list[Wanted]:
    asked = Wanted("moderation", event.role, event.line_of, is_line=True, is_above=True, outside=event.outside)
    return [asked] if event.is_chosen else []


def _dispute_decided(event: e.DisputeDecided) -> list[Wanted]:
    return [Wanted("dispute_decided", "disputer", event.disputed_by), *_auditor("dispute_decided")(event)]


_WANTED: dict[type[e.Event], Callable[[Any], list[Wanted]]] = {
    e.ActionOpened: _opened,
    e.ActionReassigned: _owner("reassigned"),
    e.ActionClaimed: _auditor("claimed"),
    e.ActionVerified: _owner("verified"),
    e.ActionSentBack: _owner("sent_back"),
    e.ActionCancelled: _owner("cancelled"),
    e.ActionOvertaken: _owner("overtaken"),
    e.ActionCarried: _owner("carried"),
    e.ActionReminded: _reminded,
    e.ActionOverdue: _owner("overdue"),
    e.ExtensionRequested: lambda event: [Wanted("extension_asked", "manager", event.owner, is_line=True)],
    e.ExtensionGranted: _owner("extension_granted"),
    e.ExtensionRefused: _owner("extension_refused"),
    e.ActionPaused: _owner("paused"),
    e.ActionResumed: _owner("resumed"),
    e.WaitBegun: _owner("waits"),
    e.ClockStarted: _owner("clock_started"),
    e.Escalated: _escalated,
    e.PeopleFoundAgain: _found_again,
    e.Amended: _amended,
    e.AuditReopened: _auditor("reopened"),
    e.VerificationUndone: _undone,
    e.ActionReplanned: _owner("replanned"),
    e.CheckingStarted: _auditor("checking"),
    e.ChildsViewHeard: _heard,
    e.WatchingStarted: _auditor("watching"),
    e.StandardSlipped: _auditor("slipped"),
    e.CheckReminded: _check_reminded,
    e.CheckOverdue: _auditor("check_overdue"),
    e.CheckReplanned: _auditor("check_replanned"),
    e.DateReplanned: date_replanned,
    e.AuditAllocated: _auditor("allocated"),
    e.AuditReallocated: _reallocated,
    e.ReturnReminded: _return_reminded,
    e.ReturnOverdue: _auditor("return_overdue"),
    e.ResponseExtended: _auditor("response_extended"),
    e.AuditHandedOver: _handed_over,
    e.ModerationDrawn: _drawn,
    e.GradeModerated: lambda event: _auditor("grade_confirmed" if event.is_confirmed else "grade_changed")(event),
    e.DisputeOpened: lambda event: [Wanted("dispute", event.role, event.line_of, is_line=True, is_above=True)],
    e.DisputeDecided: _dispute_decided,
    e.AuditClosed: _auditor("closed"),
    e.AuditWithdrawn: _auditor("withdrawn"),
}
"""Events that nobody need hear of are not here: their place is the story."""

_ANSWERS = (
    e.ActionClaimed,
    e.ActionVerified,
    e.ActionSentBack,
    e.ActionCancelled,
    e.ActionOvertaken,
    e.ActionCarried,
    e.ActionAcknowledged,
    e.ActionPaused,
    e.WaitBegun,
)
_CHASES = (e.ActionReminded, e.ActionOverdue, e.Escalated, e.PeopleFoundAgain)


def wanted(event: e.AnyEvent) -> list[Wanted]:
    """The notices one event asks for, before anybody is looked for."""
    make = _WANTED.get(type(event))
    return make(event) if make else []


def address(events: Iterable[e.AnyEvent], directory: Directory) -> list[tuple[e.AnyEvent, list[Addressed]]]:
    """The events of one page with `told` filled in, and who gets which notice of each.

    An action answered in the same page is no longer chased. Somebody who should be told and is not in the directory,
    or a role nobody holds, makes `told` say so.
    """
    page = list(events)
    answered = {event.action_id: event.seq for event in page if isinstance(event, _ANSWERS)}
    return [_addressed(event, directory, answered) for event in page]


def _addressed(event: e.AnyEvent, directory: Directory, answered: dict[Key, int]) -> tuple[e.AnyEvent, list[Addressed]]:
    asked = wanted(event)
    if not asked or _is_answered(event, answered):
        return event, []
    found = {one: list(_found(one, directory, event.at)) for one in asked}
    notices = [one for want, all_ in found.items() for one in all_ if one.person.person not in want.unless]
    people = tuple(
        e.Hearer(person=one.person.person, role=one.role, stands_in_for=one.stands_in_for) for one in notices
    )
    told = e.Told(people=people, nobody=[] in found.values())
    return event.model_copy(update={"told": told}), notices


def _is_answered(event: e.AnyEvent, answered: dict[Key, int]) -> bool:
    return isinstance(event, _CHASES) and answered.get(event.action_id or "", 0) > event.seq


def _found(one: Wanted, directory: Directory, at: datetime) -> Iterator[Addressed]:
    begin = _begin_of(one, directory)
    if one.outside:
        found = seek_outside(directory, one.role, begin, one.outside, at)
    else:
        found = seek(directory, one.role if one.is_line else "owner", begin, at)
    if found is None:
        return
    yield Addressed(one.notice, one.role, found.person, one.is_urgent, found.stands_in_for)
    deputy = deputy_of(directory, found.person.person, at) if one.has_deputy else None
    if deputy:
        yield Addressed(one.notice, f"deputy_of_{one.role}", deputy, one.is_urgent)


def _begin_of(one: Wanted, directory: Directory) -> Key:
    person = directory.people.get(one.person)
    return (person and person.manager) or "" if one.is_above else one.person
