"""What another calendar makes of an audit: it counts by that, and each date moves by an event of its own."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Audit
from domain.chase import Chase, recounted
from domain.evolve_moderation import with_dispute_chase


def _updated(audit: Audit, event: e.CalendarUpdated) -> Audit:
    return audit.model_copy(update={"rules": audit.rules.model_copy(update={"calendar": event.calendar})})


def _moved(audit: Audit, event: e.DateReplanned) -> Audit:
    return _MOVES[event.what](audit, event)


def _return(audit: Audit, event: e.DateReplanned) -> Audit:
    """The date it first had is kept: by that it is late or not."""
    chase = recounted(audit.returning, event.due_at, event.at, audit.rules) if audit.returning else None
    first = audit.first_return_by or event.before
    return audit.model_copy(update={"returning": chase, "return_by": event.due_at, "first_return_by": first})


def _chase_of(field: str) -> Callable[[Audit, e.DateReplanned], Audit]:
    def change(audit: Audit, event: e.DateReplanned) -> Audit:
        chase: Chase | None = getattr(audit, field)
        return audit.model_copy(update={field: _waits_until(chase, event) if chase else None})

    return change


def _waits_until(chase: Chase, event: e.DateReplanned) -> Chase:
    return chase.model_copy(update={"due_at": event.due_at})


def _dispute(audit: Audit, event: e.DateReplanned) -> Audit:
    return with_dispute_chase(audit, event.action_id, lambda chase: _waits_until(chase, event))


def _extension(audit: Audit, event: e.DateReplanned) -> Audit:
    action = audit.actions[event.action_id or ""]
    asked = action.chase_of("extension")
    return _with(audit, action.with_chase("extension", _waits_until(asked, event) if asked else None))


def _quiet(audit: Audit, event: e.DateReplanned) -> Audit:
    action = audit.actions[event.action_id or ""]
    chase = action.chase.model_copy(update={"quiet_until": event.due_at})
    return _with(audit, action.model_copy(update={"chase": chase}))


def _with(audit: Audit, action: Any) -> Audit:
    return audit.model_copy(update={"actions": {**audit.actions, action.action_id: action}})


def _watch(audit: Audit, event: e.DateReplanned) -> Audit:
    state = audit.standards[event.standard or ""]
    watch = state.watch.model_copy(update={"until": event.due_at}) if state.watch else None
    moved = state.model_copy(update={"watch": watch})
    return audit.model_copy(update={"standards": {**audit.standards, state.standard: moved}})


_MOVES: dict[str, Callable[[Audit, e.DateReplanned], Audit]] = {
    "return": _return,
    "allocation": _chase_of("returning"),
    "moderation": _chase_of("moderating"),
    "dispute": _dispute,
    "extension": _extension,
    "quiet": _quiet,
    "watch": _watch,
}

AFTER_CALENDAR: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.CalendarUpdated: _updated,
    e.DateReplanned: _moved,
}
