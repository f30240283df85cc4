"""Amending what was entered wrongly: what stood there before is kept beside it, and all that follows is drawn anew."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.correction_errors import AmendsMore, NothingAmended, StartedBefore
from domain.correction_events import What
from domain.decide_start import due_on, in_hours, limit_of
from domain.errors import ActionElsewhere, NoReason, UnknownAction, UnknownFinding, UnknownStandard
from domain.evolve import evolve
from domain.regrading import OVERALL, refound, regraded, with_overall
from domain.return_errors import NotReturned

_FIELDS: dict[What, tuple[str, ...]] = {
    "finding": ("finding_id", "text", "standard", "is_met"),
    "action": ("action_id", "title", "outcome", "due"),
    "subject": ("subject",),
    "grades": ("overall", "grades"),
}


class _Change(NamedTuple):
    """What stands there and what is to; an action's owner hears of it."""

    before: dict[str, Any]
    after: dict[str, Any]
    action: Action | None = None


def amend(audit: Audit, command: c.Amend, now: datetime) -> list[e.AnyEvent]:
    """One thing is put right; standards, actions and dates follow from it as if it had always been so."""
    what = _what(command)
    if command.reason is None:
        raise NoReason(command.kind)
    if audit.is_awaited and what != "subject":
        raise NotReturned(audit.status)
    change = _CHANGES[what](audit, command, now)
    news = {name: value for name, value in change.after.items() if change.before[name] != value}
    if not news:
        raise NothingAmended
    amended = e.Amended(
        seq=0,
        at=now,
        what=what,
        finding_id=command.finding_id,
        action_id=command.action_id,
        owner=change.action.owner if change.action else None,
        auditor=audit.answerable,
        before=e.Entered(**{name: change.before[name] for name in news}),
        after=e.Entered(**news),
        reason=command.reason,
    )
    return [amended, *_follow(audit, amended, now)]


def _what(command: c.Amend) -> What:
    about: list[What] = [
        what for what, fields in _FIELDS.items() if any(getattr(command, one) not in (None, {}) for one in fields)
    ]
    if not about:
        raise NothingAmended
    if len(about) > 1:
        raise AmendsMore
    return about[0]


def _finding(audit: Audit, command: c.Amend, _: datetime) -> _Change:
    if not audit.rules.keeps_clocks:
        raise StartedBefore
    seen = audit.seen.get(command.finding_id or "")
    if seen is None:
        raise UnknownFinding(command.finding_id or "without an id", list(audit.seen))
    if command.standard and command.standard not in audit.rules.standards:
        raise UnknownStandard(command.standard, list(audit.rules.standards))
    return _change(seen, command, ("text", "standard", "is_met"))


def _action(audit: Audit, command: c.Amend, now: datetime) -> _Change:
    action = audit.actions.get(command.action_id or "")
    if action is None:
        raise UnknownAction(command.action_id or "without an id", list(audit.actions))
    worded = _change(action, command, ("title", "outcome"))._replace(action=action)
    if command.due is None:
        return worded
    if action.is_finished:
        raise ActionElsewhere(action.action_id, action.status, ["unfinished"])
    due = _due(audit, action, command.due, now)
    return worded._replace(before={**worded.before, "due_at": action.due_at}, after={**worded.after, "due_at": due})


def _due(audit: Audit, action: Action, day: date, now: datetime) -> datetime:
    """Within what the law allows; an immediate safety concern keeps the hours it had, however its day was written."""
    limit = limit_of(audit.rules.standards[action.standard], audit.rules, audit.started_at)
    due = due_on(day, f"Action {action.action_id}", now, limit)
    return min(action.due_at, in_hours(due, audit.rules, now)) if action.is_safety else due


def _subject(audit: Audit, command: c.Amend, _: datetime) -> _Change:
    return _change(audit, command, ("subject",))


def _grades(audit: Audit, command: c.Amend, _: datetime) -> _Change:
    overall = command.overall or command.grades.get(OVERALL) or audit.overall
    grades = with_overall({**audit.grades, **command.grades}, overall)
    return _Change({"overall": audit.overall, "grades": audit.grades}, {"overall": overall, "grades": grades})


def _change(entered: Any, command: c.Amend, fields: tuple[str, ...]) -> _Change:
    after = {field: getattr(command, field) for field in fields if getattr(command, field) is not None}
    return _Change({field: getattr(entered, field) for field in after}, after)


_CHANGES: dict[What, Callable[[Audit, c.Amend, datetime], _Change]] = {
    "finding": _finding,
    "action": _action,
    "subject": _subject,
    "grades": _grades,
}


def _follow(audit: Audit, amended: e.Amended, now: datetime) -> list[e.AnyEvent]:
    if amended.what == "grades":
        overall = amended.after.overall or audit.overall
        return regraded(audit, overall, {**audit.grades, **amended.after.grades}, now)
    return [*_refound(audit, amended, now)] if amended.what == "finding" else []


def _refound(audit: Audit, amended: e.Amended, now: datetime) -> Iterator[e.AnyEvent]:
    """What follows for standards, and what answers the finding from now on if it is another."""
    after = evolve(audit, amended)
    events = refound(audit, after, now)
    yield from events
    is_opened = any(isinstance(one, e.ActionOpened) and one.finding_id == amended.finding_id for one in events)
    if amended.is_called_anew and amended.finding_id and not is_opened:
        yield from _left(after, amended.finding_id, now)


def _left(audit: Audit, finding_id: str, now: datetime) -> Iterator[e.FindingLeft]:
    """It gets no action of its own: it was met, or what is there about its standard covers it."""
    seen = audit.seen[finding_id]
    about = sorted((one for one in audit.actions.values() if one.standard == seen.standard), key=_is_finished)
    if seen.is_met:
        yield e.FindingLeft(seq=0, at=now, finding_id=finding_id, because="met")
    elif about:
        covering = about[0].action_id
        yield e.FindingLeft(seq=0, at=now, finding_id=finding_id, because="duplicate", action_id=covering)


def _is_finished(action: Action) -> bool:
    return action.is_finished
