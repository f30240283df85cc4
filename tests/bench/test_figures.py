"""Figures are told by their least, middle and greatest, beside those of the smallest workflow."""

from datetime import UTC, datetime, timedelta

from bench.deadlines import Deadlines, lateness
from bench.figures import beside, percentile, shown, spread


def test_runs_are_told_by_their_least_middle_and_greatest() -> None:
    several, agreed = spread([3.0, 1.0, 2.0]), spread([4.0, 4.0, 4.0])

    assert several.in_words == "1 / 2 / 3"
    assert agreed.in_words == "4"


def test_a_ratio_is_of_the_middles_and_absent_where_only_one_has_the_figure() -> None:
    rate, rows = beside([{"rate": 3.0, "rows": 5.0}], [{"rate": 4.0}])

    assert rate.ratio == 0.75
    assert rows.ratio is None


def test_a_percentile_is_a_value_that_was_seen() -> None:
    values = [float(n) for n in range(1, 101)]

    assert percentile(values, 0.5) == 51
    assert percentile(values, 0.99) == 100
    assert percentile([7.0], 0.99) == 7


def test_a_figure_has_as_many_digits_as_it_deserves() -> None:
    assert [shown(value) for value in (1234.5, 12.345, 1.2345, 3.0)] == ["1,234", "12.3", "1.23", "3"]


def test_a_fleet_is_late_within_its_spread_and_at_once_without() -> None:
    deadlines = Deadlines(datetime(2026, 11, 2, tzinfo=UTC), first=60, apart=60, rounds=3, spread=90)

    late = [lateness(f"audit-{n}", deadlines) for n in range(50)]

    assert all(timedelta(0) <= one < timedelta(seconds=90) for one in late)
    assert len(set(late)) > 40
    assert lateness("audit-1", deadlines._replace(spread=0)) == timedelta(0)
