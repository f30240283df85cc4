"""What must hold of dates when the bank holidays change, whatever else happens."""

from datetime import datetime

from domain import events as e
from domain.audit import Audit
from domain.evolve import evolve
from tests.life import Life

Moved = e.ActionReplanned | e.CheckReplanned | e.DateReplanned


def only_open_dates_move_with_the_calendar(life: Life) -> None:
    """A date that had passed stays, one that moves still lies ahead, and nothing moves but by a change of calendar."""
    updated: str | None = None
    audit: Audit | None = None
    for event in [*life.log, *life.pending]:
        if isinstance(event, e.CalendarUpdated):
            assert audit
            assert audit.rules.calendar.snapshot == event.before != event.calendar.snapshot
            updated = event.command_id
        if isinstance(event, Moved) and (isinstance(event, e.DateReplanned) or event.is_by_calendar):
            assert event.command_id == updated
            assert event.before > event.at < event.due_at != event.before
            assert audit
            assert event.before == _date_of(audit, event)
        audit = evolve(audit, event)


def _date_of(audit: Audit, event: Moved) -> datetime | None:
    if isinstance(event, e.ActionReplanned):
        return audit.actions[event.action_id].due_at
    if isinstance(event, e.CheckReplanned):
        return audit.check.due_at if audit.check else None
    return _of_another(audit, event)


def _of_another(audit: Audit, event: e.DateReplanned) -> datetime | None:
    action = audit.actions.get(event.action_id or "")
    if event.what in ("return", "allocation", "moderation"):
        chase = audit.moderating if event.what == "moderation" else audit.returning
    elif event.what == "dispute":
        chase = audit.disputes[event.action_id or ""].chase
    else:
        chase = action.chase_of("extension") if action else None
    if event.what == "quiet":
        return action.chase.quiet_until if action else None
    if event.what == "watch":
        watch = audit.standards[event.standard or ""].watch
        return watch.until if watch else None
    return chase.due_at if chase else None
