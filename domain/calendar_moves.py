"""Which dates of an audit would move with another calendar: those that its log would say, and the steps in between."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain import commands as c
from domain import events as e
from domain.audit import Audit
from domain.decide import decide
from domain.evolve import fold
from domain.moments import moments
from domain.tick import tick
from domain.values import AuditId

STEPS = ("step", "reminder")
"""Moments on the way to a date and up its ladder."""


class Move(NamedTuple):
    """One date: `what` it is, what it is about (an action, a standard, or nothing), and where it goes."""

    audit_id: AuditId
    what: str
    about: str
    before: datetime
    due_at: datetime

    @property
    def is_step(self) -> bool:
        """Is it counted from a date when it comes? Then no log says beforehand when it will."""
        return self.what.startswith(STEPS)


def as_of(audit: Audit, now: datetime) -> Audit:
    """The audit once all that time has made true by now is written."""
    while events := tick(audit, now):
        audit = fold(audit, events) or audit
    return audit


def moves(audit: Audit, command: c.UpdateCalendar, now: datetime) -> list[Move]:
    """What the command would move now, dates first; raises the `Refusal` that it would meet."""
    audit = as_of(audit, now)
    events = decide(audit, command, now)
    after = fold(audit, events) or audit
    dates = [Move(audit.audit_id, *_said(one), one.before, one.due_at) for one in events if isinstance(one, _MOVED)]
    return [*dates, *_steps(audit, after)]


_MOVED = (e.ActionReplanned, e.CheckReplanned, e.DateReplanned)


def _said(event: e.ActionReplanned | e.CheckReplanned | e.DateReplanned) -> tuple[str, str]:
    if isinstance(event, e.ActionReplanned):
        return "action", event.action_id
    if isinstance(event, e.CheckReplanned):
        return "check", ""
    return event.what, event.action_id or event.standard or ""


def _steps(before: Audit, after: Audit) -> Iterator[Move]:
    old, new = _moments(before), _moments(after)
    for key, at in old.items():
        if key in new and new[key] != at:
            what, matter, about = key
            yield Move(before.audit_id, f"{what} of {matter}", about, at, new[key])


def _moments(audit: Audit) -> dict[tuple[str, str, str], datetime]:
    return {
        (one.what, one.matter, one.action.action_id if one.action else ""): one.at
        for one in moments(audit)
        if one.what in STEPS
    }
