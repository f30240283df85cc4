"""Figures of several runs, told by their least, middle and greatest."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Spread(NamedTuple):
    """The least, the middle and the greatest of several runs."""

    least: float
    middle: float
    most: float

    @property
    def in_words(self) -> str:
        """`1.0 / 1.2 / 2.0`, or one figure when all runs agree."""
        return shown(self.least) if self.least == self.most else " / ".join(map(shown, self))


class Row(NamedTuple):
    """One line of a report: what was measured, in which unit, for the engine and for the smallest workflow."""

    what: str
    ours: Spread
    smallest: Spread | None = None
    target: str = ""

    @property
    def ratio(self) -> float | None:
        """The engine's middle over the smallest workflow's."""
        return self.ours.middle / self.smallest.middle if self.smallest and self.smallest.middle else None


class Part(NamedTuple):
    """A part of the bench: its title, its lines, and what must be known to read them."""

    title: str
    rows: list[Row]
    notes: list[str]
    figures: str = "least / middle / most"
    """What the three figures of a line are."""


def spread(values: Iterable[float]) -> Spread:
    """The spread of at least one figure."""
    known = sorted(values)
    return Spread(known[0], median(known), known[-1])


def beside(ours: Sequence[Mapping[str, float]], smallest: Sequence[Mapping[str, float]]) -> list[Row]:
    """One row for each figure of ours, beside the smallest's where it has the same one."""
    return [_row(what, ours, smallest) for what in ours[0]]


def _row(what: str, ours: Sequence[Mapping[str, float]], smallest: Sequence[Mapping[str, float]]) -> Row:
    others = [run[what] for run in smallest if what in run]
    return Row(what, spread(run[what] for run in ours), spread(others) if others else None)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def shown(value: float) -> str:
    """A figure with as many digits as it deserves."""
    if value == int(value) and abs(value) < 1e9:
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
