"""Which days are worked in England and Wales, and how they are counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from heapq import merge
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

Counting = Literal["exclusive", "inclusive"]

_DAY = timedelta(days=1)
_MONTH = timedelta(days=31)
_FRIDAY = 4


class DaysNegative(ValueError):
    """Days are counted from 0 up, in the direction the caller names."""

    def __init__(self, days: int) -> None:
        self.days = days
        super().__init__(f"{days} working days cannot be counted: give 0 or more, and use subtract to go back")


class Calendar(BaseModel):
    """A pinned snapshot of the days off; both tuples hold weekdays only, sorted, and no day twice."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot: str
    holidays: tuple[date, ...]
    closures: tuple[date, ...] = ()
    until: date

    @field_validator("holidays", "closures")
    @classmethod
    def _sort(cls, days: tuple[date, ...], info: ValidationInfo) -> tuple[date, ...]:
        known = set(info.data.get("holidays", ()))
        return tuple(sorted({day for day in days if day.weekday() <= _FRIDAY} - known))

    @property
    def name(self) -> str:
        """Which calendar it is a snapshot of."""
        return self.snapshot.partition("/")[0]

    def is_working(self, day: date) -> bool:
        """Whether the day is worked: no weekend, bank holiday or closure."""
        return day.weekday() <= _FRIDAY and not any(_holds(days, day) for days in self._days_off)

    def is_projected(self, day: date) -> bool:
        """Whether the day lies beyond the snapshot, where only weekends are known."""
        return day > self.until

    def add(self, day: date, working_days: int, *, counting: Counting = "exclusive") -> date:
        """The last of so many working days after `day`; 0 is the day itself, or the next one worked."""
        if self.is_working(day):
            working_days = without_first(working_days, counting)
            if working_days == 0:
                return day
        return self._forward(day, working_days or 1)

    def subtract(self, day: date, working_days: int) -> date:
        """The working day so many before `day`; 0 is the day itself, or the last one worked before it."""
        if working_days == 0 and self.is_working(day):
            return day
        return self._back(day, working_days or 1)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        off = sum(bisect_right(days, end) - bisect_right(days, start) for days in self._days_off)
        return _weekdays_until(end) - _weekdays_until(start) - off

    def since(self, day: date) -> Calendar:
        """The same snapshot without the days off more than a month before `day`, to travel light."""
        first = day - _MONTH
        holidays, closures = (days[bisect_left(days, first) :] for days in self._days_off)
        return self.model_copy(update={"holidays": holidays, "closures": closures})

    @property
    def _days_off(self) -> tuple[tuple[date, ...], tuple[date, ...]]:
        return self.holidays, self.closures

    def _forward(self, day: date, working_days: int) -> date:
        target = _weekdays_until(day) + _countable(working_days)
        for off in self._off_after(day):
            if _weekdays_until(off) > target:
                break
            target += 1
        return _weekday_number(target)

    def _back(self, day: date, working_days: int) -> date:
        target = _weekdays_until(day - _DAY) + 1 - _countable(working_days)
        for off in self._off_before(day):
            if _weekdays_until(off) < target:
                break
            target -= 1
        return _weekday_number(target)

    def _off_after(self, day: date) -> Iterator[date]:
        return _merged([days[bisect_right(days, day) :] for days in self._days_off if days])

    def _off_before(self, day: date) -> Iterator[date]:
        return _merged([days[: bisect_left(days, day)][::-1] for days in self._days_off if days], reverse=True)


def _merged(lists: list[tuple[date, ...]], *, reverse: bool = False) -> Iterator[date]:
    # A council without closures of its own is the rule, and then there is nothing to merge.
    return iter(lists[0]) if len(lists) == 1 else iter(merge(*lists, reverse=reverse))


def without_first(days: int, counting: Counting) -> int:
    """The days still to count after the start day, which inclusive counting takes as day 1."""
    return days - 1 if counting == "inclusive" and days > 0 else days


def _holds(days: tuple[date, ...], day: date) -> bool:
    place = bisect_left(days, day)
    return place < len(days) and days[place] == day


def _countable(days: int) -> int:
    if days < 0:
        raise DaysNegative(days)
    return days


def _weekdays_until(day: date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def _weekday_number(number: int) -> date:
    weeks, rest = divmod(number - 1, 5)
    return date.fromordinal(7 * weeks + rest + 1)
