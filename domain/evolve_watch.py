"""What showing a standard met, watching it and a slip make of an audit."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Audit, Watched


def _met(audit: Audit, event: e.StandardMet) -> Audit:
    watch = Watched(since=event.at, until=event.watched_until) if event.watched_until else None
    return _with(audit, event.standard, is_met=True, watch=watch)


def _ended(audit: Audit, event: e.WatchEnded) -> Audit:
    return _with(audit, event.standard, watch=None)


def _slipped(audit: Audit, event: e.StandardSlipped) -> Audit:
    periods = audit.standards[event.standard].periods
    counted = {"counted_to": periods[-1].last} if periods else {}
    return _with(audit, event.standard, is_met=False, watch=None, **counted)


def _with(audit: Audit, standard: str, **update: Any) -> Audit:
    state = audit.standards[standard].model_copy(update=update)
    return audit.model_copy(update={"standards": {**audit.standards, standard: state}})


AFTER_WATCH: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.StandardMet: _met,
    e.WatchEnded: _ended,
    e.StandardSlipped: _slipped,
}
