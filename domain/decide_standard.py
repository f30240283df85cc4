"""Judging and measuring a practice standard: shown met, or on to the next cycle."""

from datetime import datetime
from itertools import pairwise

from domain import commands as c
from domain import events as e
from domain.audit import Audit, AuditStatus, Period, StandardState
from domain.calendar import end_of_day
from domain.consequences import shown_met, shown_unmet, slipped
from domain.errors import (
    AlreadyMet,
    NotMeasured,
    PeriodBackwards,
    PeriodCounted,
    PeriodNotOver,
    TooManyMet,
    UnknownStandard,
)
from domain.framework import Enough


def judge(audit: Audit, command: c.Judge, now: datetime) -> list[e.AnyEvent]:
    """A re-audit says whether one standard is met."""
    state = _state(audit, command.standard)
    if state.is_met and command.is_met:
        raise AlreadyMet(command.standard)
    judged = e.StandardJudged(
        seq=0,
        at=now,
        standard=command.standard,
        is_met=command.is_met,
        note=command.note,
        source=command.source,
    )
    follow = shown_met(audit, state.standard, now) if command.is_met else slipped(audit, state, now)
    return [judged, *follow]


def measure(audit: Audit, command: c.Measure, now: datetime) -> list[e.AnyEvent]:
    """Counts over a period: enough of them running show the standard met; too few while checking show it unmet.

    Under watch, too few of enough cases since are a slip.
    """
    state = _state(audit, command.standard)
    enough = _enough(audit, command, state)
    _check_period(command, state, now)
    period = Period(first=command.period_from, last=command.period_to, met=command.met, total=command.total)
    running = _running((*state.periods, period))[-enough.periods :]
    counted = e.StandardMeasured(seq=0, at=now, **command.model_dump(include=_COUNTS))
    is_short = period.total >= enough.least and not period.is_enough(enough)
    if state.watch:
        is_slip = is_short and end_of_day(period.last) > state.watch.since
        return [counted, *(slipped(audit, state, now) if is_slip else [])]
    if len(running) == enough.periods and all(one.is_enough(enough) for one in running):
        return [counted, *shown_met(audit, state.standard, now)]
    if is_short and audit.status is AuditStatus.CHECKING:
        return [counted, *shown_unmet(audit, state, now)]
    return [counted]


def _enough(audit: Audit, command: c.Measure, state: StandardState) -> Enough:
    enough = audit.rules.standards[command.standard].enough
    if enough is None:
        raise NotMeasured(command.standard)
    if command.met > command.total:
        raise TooManyMet(command.met, command.total)
    if command.period_to < command.period_from:
        raise PeriodBackwards
    if state.is_met and not state.watch:
        raise AlreadyMet(command.standard)
    return enough


def _check_period(command: c.Measure, state: StandardState, now: datetime) -> None:
    if end_of_day(command.period_to) > now:
        raise PeriodNotOver(command.period_to)
    counted_to = state.periods[-1].last if state.periods else state.counted_to
    if counted_to and command.period_from <= counted_to:
        raise PeriodCounted(counted_to)


def _running(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """The last periods without a gap between them: a bad month left out does not make two good ones running."""
    breaks = [n for n, (one, other) in enumerate(pairwise(periods), 1) if (other.first - one.last).days > 1]
    return periods[breaks[-1] if breaks else 0 :]


_COUNTS = {"standard", "period_from", "period_to", "met", "total"}


def _state(audit: Audit, standard: str) -> StandardState:
    if standard not in audit.standards:
        raise UnknownStandard(standard, list(audit.standards))
    return audit.standards[standard]
