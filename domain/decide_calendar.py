"""When the bank holidays change: dates counted in working days that have not passed are counted again from their start.

Dates that people chose stay, and so does every date that has passed, and the first date of each action and return.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit, AuditStatus
from domain.calendar import Calendar, after, due_at, due_day, end_of_day, local_day
from domain.complaint import counted
from domain.decide_start import limit_of
from domain.durations import Duration
from domain.evolve import evolve
from domain.framework_sections import Returning
from domain.moderation_authority import outside_of
from domain.operator_errors import HolidayDropped, NoCalendar, OtherCalendar, SameCalendar
from domain.regrading import check_due, due_by_rule


class _Recount(NamedTuple):
    """The audit by the old calendar and by the new one, and from when its dates were counted."""

    old: Audit
    new: Audit
    since: Mapping[str, datetime]
    now: datetime

    def moved(self, due: datetime, count: Callable[[Audit], datetime]) -> datetime | None:
        """Where a date goes; None if it stays: it has passed, people chose it, or both calendars come to it.

        One that moves earlier gives people the rest of today, at least.
        """
        if due <= self.now or count(self.old) != due:
            return None
        there = count(self.new)
        if there < due:
            is_day = end_of_day(due_day(due)) == due
            there = max(there, end_of_day(local_day(self.now)) if is_day else self.now)
        return there if there != due else None


def update_calendar(audit: Audit, command: c.UpdateCalendar, now: datetime) -> list[e.AnyEvent]:
    """The new snapshot from here on, and each date that moves with it."""
    known, calendar = audit.rules.calendar, command.calendar
    if calendar is None:
        raise NoCalendar
    _check(known, calendar, local_day(now))
    updated = e.CalendarUpdated(
        seq=0,
        at=now,
        calendar=calendar,
        before=known.snapshot,
        added=tuple(sorted({*calendar.holidays} - {*known.holidays})),
        dropped=tuple(sorted({*known.holidays} - {*calendar.holidays})),
    )
    recount = _Recount(audit, evolve(audit, updated), command.counted_from, now)
    return [updated, *_actions(recount), *_check_of(recount), *_others(recount)]


def _check(known: Calendar, calendar: Calendar, today: date) -> None:
    if known.snapshot == calendar.snapshot:
        raise SameCalendar(calendar.snapshot)
    if known.name != calendar.name:
        raise OtherCalendar(known.name, calendar.name)
    if dropped := dropped_by(known, calendar, today):
        raise HolidayDropped(calendar.snapshot, dropped)


def dropped_by(known: Calendar, calendar: Calendar, today: date) -> date | None:
    """The first day off up to today that the new snapshot would take back: people have gone by it."""
    gone = (day for day in known.holidays if day <= today and day not in calendar.holidays)
    return min(gone, default=None)


def _actions(recount: _Recount) -> Iterator[e.AnyEvent]:
    for action in recount.old.unfinished:
        if due := _action_due(recount, action):
            yield e.ActionReplanned(
                seq=0,
                at=recount.now,
                action_id=action.action_id,
                owner=action.owner,
                due_at=due,
                before=action.due_at,
                is_by_calendar=True,
            )


def _action_due(recount: _Recount, action: Action) -> datetime | None:
    if again := recount.since.get(f"again/{action.action_id}"):
        days = recount.old.rules.calendar.working_days_between(local_day(again), due_day(action.due_at))
        return recount.moved(action.due_at, lambda audit: _again(audit, action, again, days))
    if since := recount.since.get(f"action/{action.action_id}"):
        return recount.moved(action.due_at, lambda audit: due_by_rule(audit, action, since))
    return None


def _again(audit: Audit, action: Action, since: datetime, days: int) -> datetime:
    """So many working days from when its clock went on, within what the law allows."""
    due = end_of_day(audit.rules.calendar.add(local_day(since), days))
    limit = limit_of(audit.rules.standards[action.standard], audit.rules, audit.started_at)
    return min(due, limit) if limit else due


def _check_of(recount: _Recount) -> Iterator[e.AnyEvent]:
    check, since = recount.old.check, recount.since.get("check")
    if check and since and (due := recount.moved(check.due_at, lambda audit: check_due(audit, since))):
        auditor = recount.old.auditor
        yield e.CheckReplanned(
            seq=0, at=recount.now, auditor=auditor, due_at=due, before=check.due_at, is_by_calendar=True
        )


class _Dated(NamedTuple):
    """A date, what it is counted by, and what is said of it: `what` it is, and who is told."""

    due_at: datetime
    by: Callable[[Audit], datetime]
    says: dict[str, Any]


def _others(recount: _Recount) -> Iterator[e.AnyEvent]:
    found = (*_of_return(recount), *_of_decisions(recount), *_of_actions(recount), *_of_watches(recount.old))
    for one in found:
        if due := recount.moved(one.due_at, one.by):
            yield e.DateReplanned(seq=0, at=recount.now, due_at=due, before=one.due_at, **one.says)


def _of_return(recount: _Recount) -> Iterator[_Dated]:
    audit, since = recount.old, recount.since.get("return")
    if audit.returning is None:
        return
    if audit.status is AuditStatus.PLANNED:
        yield _Dated(audit.returning.due_at, _allocated_by, {"what": "allocation"})
    elif audit.complaint or since:
        told = {"what": "return", "role": "auditor", "line_of": audit.auditor}
        yield _Dated(audit.returning.due_at, lambda each: _returned_by(each, since or each.started_at), told)


def _allocated_by(audit: Audit) -> datetime:
    returning = audit.rules.returning or Returning()
    return due_at(audit.started_at, returning.allocate_within, audit.rules.calendar)


def _returned_by(audit: Audit, since: datetime) -> datetime:
    rules, complaint = audit.rules, audit.complaint
    if complaint is None or rules.complaint is None:
        return due_at(since, (rules.returning or Returning()).within, rules.calendar)
    length = rules.complaint.extended_to if complaint.first_due_at else rules.complaint.within
    return counted(complaint, length, audit.started_at, rules.calendar)


def _of_decisions(recount: _Recount) -> Iterator[_Dated]:
    audit, since = recount.old, recount.since
    second, disputes = audit.rules.moderation, audit.rules.disputes
    if audit.moderating and second and (drawn := since.get("moderation")):
        told = {"what": "moderation", "role": second.role, "line_of": audit.auditor, "outside": outside_of(audit)}
        yield _Dated(audit.moderating.due_at, lambda each: due_at(drawn, second.within, each.rules.calendar), told)
    for what, one in audit.disputed.items() if disputes else ():
        if one.chase and disputes and (opened := since.get(f"dispute/{what}")):
            told = {"what": "dispute", "role": disputes.decider, "line_of": audit.auditor, "action_id": what or None}
            yield _Dated(one.chase.due_at, _within(opened, disputes.decide_within), told)


def _within(since: datetime, length: Duration) -> Callable[[Audit], datetime]:
    return lambda audit: due_at(since, length, audit.rules.calendar)


def _of_actions(recount: _Recount) -> Iterator[_Dated]:
    rules, since = recount.old.rules, recount.since
    for one in recount.old.unfinished:
        about = {"action_id": one.action_id}
        asked, answered = since.get(f"extension/{one.action_id}"), since.get(f"quiet/{one.action_id}")
        if one.extension and asked:
            told = {"what": "extension", "role": "manager", "line_of": one.owner}
            yield _Dated(one.extension.chase.due_at, _within(asked, rules.extension.decide_within), about | told)
        if one.chase.quiet_until and answered:
            yield _Dated(one.chase.quiet_until, _quiet(answered), about | {"what": "quiet"})


def _quiet(since: datetime) -> Callable[[Audit], datetime]:
    return lambda audit: after(since, audit.rules.acknowledgement, audit.rules.calendar, audit.rules.hour)


def _of_watches(audit: Audit) -> Iterator[_Dated]:
    for state in audit.watched:
        length = audit.rules.standards[state.standard].watch
        if state.watch and length:
            told = {"what": "watch", "standard": state.standard, "role": "auditor", "line_of": audit.auditor}
            yield _Dated(state.watch.until, _within(state.watch.since, length), told)
