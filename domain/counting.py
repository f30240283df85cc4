"""Counting dated work against a standard's own clock: how many of those due in a period were done in time."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from domain.calendar import Calendar, due_at, end_of_day
from domain.durations import Duration
from domain.london import at_hour

NOON = time(12)


class Dated(NamedTuple):
    """One piece of work: the day it was due, and the day it was done, if it was."""

    due: date
    done: date | None


class Counts(NamedTuple):
    """How many met the standard, of how many due in the period, and how many were due outside it."""

    met: int
    total: int
    outside: int


def counted(work: Iterable[Dated], period: tuple[date, date], grace: Duration | None, calendar: Calendar) -> Counts:
    """Counts of work due in the period, both days included; done by the end of its day, or of its last day of grace."""
    everything = list(work)
    due = [one for one in everything if period[0] <= one.due <= period[1]]
    met = sum(_is_met(one, grace, calendar) for one in due)
    return Counts(met, len(due), len(everything) - len(due))


def _is_met(one: Dated, grace: Duration | None, calendar: Calendar) -> bool:
    if one.done is None:
        return False
    latest = due_at(at_hour(one.due, NOON), grace, calendar) if grace else end_of_day(one.due)
    return end_of_day(one.done) <= latest
