"""Whether a date that moved with the calendar is the one in force."""

from datetime import datetime

from domain import events as e
from domain.audit import Audit
from domain.moderation import GRADE
from domain.stale_checks import MOVED, SETTLED

_OF_AUDIT = {"return": "returning", "allocation": "returning", "moderation": "moderating"}


def counted(audit: Audit, event: e.DateReplanned) -> str | None:
    """The date it names is in force, and still waited for."""
    date = _date(audit, event)
    if date is None:
        return SETTLED
    return MOVED if date != event.due_at else None


def _date(audit: Audit, event: e.DateReplanned) -> datetime | None:
    if event.what in _OF_AUDIT:
        chase = getattr(audit, _OF_AUDIT[event.what])
    elif event.what == "dispute":
        dispute = audit.disputed.get(event.action_id or GRADE)
        chase = dispute.chase if dispute else None
    elif event.what == "watch":
        watch = audit.standards[event.standard or ""].watch
        return watch.until if watch else None
    else:
        action = audit.actions[event.action_id or ""]
        if event.what == "quiet":
            return action.chase.quiet_until
        chase = action.chase_of("extension")
    return chase.due_at if chase else None
