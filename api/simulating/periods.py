"""Months, put together to quarters or years where there are too many of them to look at."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from domain.simulated_figures import Climbs, MonthOf

_MONTHS_OF_A_QUARTER = 3
_NAMED: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("month", lambda month: month),
    ("quarter", lambda month: f"{month[:4]} Q{(int(month[5:]) - 1) // _MONTHS_OF_A_QUARTER + 1}"),
    ("year", lambda month: month[:4]),
)


class Period(NamedTuple):
    """A month, quarter or year: what each policy came to in it."""

    name: str
    levels: tuple[Climbs, ...]

    @property
    def steps(self) -> tuple[int, ...]:
        """Of each policy, at all levels."""
        return tuple(sum(one.values()) for one in self.levels)


def periods(policies: Sequence[Sequence[MonthOf]], most: int) -> tuple[list[Period], str]:
    """At most so many periods, unless years are more, and what they are called; each policy's months in order."""
    months = sorted({month.month for one in policies for month in one})
    fitting = (one for one in _NAMED if len({one[1](month) for month in months}) <= most)
    called, name = next(fitting, _NAMED[-1])
    names = list(dict.fromkeys(map(name, months)))
    return [Period(one, tuple(_levels(each, one, name) for each in policies)) for one in names], called


def _levels(months: Sequence[MonthOf], period: str, name: Callable[[str], str]) -> Climbs:
    count: Counter[int] = Counter()
    for month in months:
        if name(month.month) == period:
            count.update(month.levels)
    return dict(sorted(count.items()))
