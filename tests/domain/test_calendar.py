"""Working days are counted as councils count them: known cases, both conventions, closures, the horizon."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.calendar import Calendar, Counting, DaysNegative, read_calendar

SNAPSHOT = Path(__file__).parents[2] / "policies" / "calendars" / "england_and_wales.json"
ENGLAND = read_calendar(SNAPSHOT.read_text("utf-8"))


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_calendar(*holidays: str, closures: tuple[str, ...] = (), until: str = "2026-12-31") -> Calendar:
    return Calendar(
        snapshot="invented/1",
        holidays=tuple(map(day, holidays)),
        closures=tuple(map(day, closures)),
        until=day(until),
    )


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        ("2020-12-23", 10, "2021-01-11"),  # Christmas, with a substitute for Boxing Day
        ("2022-05-26", 10, "2022-06-13"),  # the Platinum Jubilee
        ("2020-04-01", 45, "2020-06-09"),  # Easter, VE day and the spring holiday
        ("2022-12-21", 5, "2022-12-30"),
        ("2021-12-24", 1, "2021-12-29"),
        ("2019-04-11", 20, "2019-05-14"),
        ("2023-03-27", 15, "2023-04-19"),
        ("2022-05-20", 65, "2022-08-23"),
        ("2023-09-04", 45, "2023-11-06"),  # nine whole weeks, no holiday
        ("2023-09-04", 10, "2023-09-18"),
    ],
)
def test_the_day_after_the_start_is_day_one(start: str, working_days: int, end: str) -> None:
    assert ENGLAND.add(day(start), working_days) == day(end)
    assert ENGLAND.working_days_between(day(start), day(end)) == working_days


def test_forty_five_working_days_are_longer_in_a_spring_of_holidays() -> None:
    spring = ENGLAND.add(day("2020-04-01"), 45) - day("2020-04-01")
    autumn = ENGLAND.add(day("2023-09-04"), 45) - day("2023-09-04")

    assert (spring.days, autumn.days) == (69, 63)


def test_twenty_working_days_are_not_twenty_eight_days() -> None:
    start = day("2022-12-12")

    assert ENGLAND.add(start, 20) == day("2023-01-12")
    assert start + timedelta(days=28) == day("2023-01-09")


@pytest.mark.parametrize(
    ("start", "working_days", "counting", "end"),
    [
        ("2023-09-04", 10, "exclusive", "2023-09-18"),
        ("2023-09-04", 10, "inclusive", "2023-09-15"),
        ("2023-09-04", 1, "inclusive", "2023-09-04"),
        ("2023-09-02", 1, "inclusive", "2023-09-04"),  # a Saturday cannot be day 1
        ("2023-09-02", 1, "exclusive", "2023-09-04"),
        ("2022-06-02", 1, "inclusive", "2022-06-06"),  # nor can a bank holiday
    ],
)
def test_inclusive_counting_makes_a_worked_start_day_one(
    start: str, working_days: int, counting: Counting, end: str
) -> None:
    assert ENGLAND.add(day(start), working_days, counting=counting) == day(end)


@pytest.mark.parametrize(
    ("start", "later", "earlier"),
    [
        ("2026-11-04", "2026-11-04", "2026-11-04"),
        ("2026-11-07", "2026-11-09", "2026-11-06"),  # a Saturday
        ("2026-12-28", "2026-12-29", "2026-12-24"),  # the substitute for Boxing Day, after Christmas Day
    ],
)
def test_no_working_days_from_a_day_off_is_the_nearest_worked_day(start: str, later: str, earlier: str) -> None:
    assert ENGLAND.add(day(start), 0) == ENGLAND.add(day(start), 0, counting="inclusive") == day(later)
    assert ENGLAND.subtract(day(start), 0) == day(earlier)


@pytest.mark.parametrize(
    ("start", "working_days", "end"),
    [
        ("2021-01-11", 10, "2020-12-23"),
        ("2022-06-13", 10, "2022-05-26"),
        ("2026-11-09", 1, "2026-11-06"),
        ("2026-11-08", 5, "2026-11-02"),  # from a Sunday, Friday is the first day back
        ("2023-01-12", 20, "2022-12-12"),
    ],
)
def test_subtracting_goes_back_over_the_same_days(start: str, working_days: int, end: str) -> None:
    assert ENGLAND.subtract(day(start), working_days) == day(end)


def test_counting_between_two_days_backwards_is_negative() -> None:
    assert ENGLAND.working_days_between(day("2026-11-09"), day("2026-11-02")) == -5
    assert ENGLAND.working_days_between(day("2026-11-07"), day("2026-11-08")) == 0


@pytest.mark.parametrize("count", [ENGLAND.add, ENGLAND.subtract])
def test_negative_days_are_refused(count: Callable[[date, int], date]) -> None:
    with pytest.raises(DaysNegative, match="-1 working days cannot be counted"):
        count(day("2026-11-02"), -1)


def test_a_closure_is_not_worked_but_a_statutory_clock_can_leave_it_out() -> None:
    council = a_calendar("2026-12-25", "2026-12-28", closures=("2026-12-29", "2026-12-30"))
    statute = council.model_copy(update={"closures": ()})

    assert council.add(day("2026-12-24"), 1) == day("2026-12-31")
    assert statute.add(day("2026-12-24"), 1) == day("2026-12-29")
    assert not council.is_working(day("2026-12-30"))
    assert council.subtract(day("2026-12-31"), 1) == day("2026-12-24")
    assert council.working_days_between(day("2026-12-24"), day("2026-12-31")) == 1


def test_days_off_given_in_any_order_on_weekends_or_twice_count_once() -> None:
    untidy = a_calendar("2026-12-28", "2026-12-25", "2026-12-25", "2026-12-26", closures=("2026-12-27", "2026-12-28"))

    assert untidy == a_calendar("2026-12-25", "2026-12-28")
    assert untidy.add(day("2026-12-24"), 1) == day("2026-12-29")


def test_beyond_the_snapshot_only_weekends_are_known() -> None:
    christmas_2029 = day("2029-12-25")

    assert not ENGLAND.is_projected(day("2028-12-31"))
    assert ENGLAND.is_projected(day("2029-01-01"))
    assert ENGLAND.is_working(christmas_2029)


def test_a_calendar_sheds_the_past_and_stays_small() -> None:
    recent = ENGLAND.since(day("2026-11-02"))

    assert recent.snapshot == ENGLAND.snapshot
    assert recent.holidays[0] == day("2026-12-25")
    assert ENGLAND.since(day("2026-09-30")).holidays[0] == day("2026-08-31")
    assert len(recent.model_dump_json()) < 400
    assert recent.add(day("2026-11-02"), 70) == ENGLAND.add(day("2026-11-02"), 70)


def test_a_calendar_survives_the_journey_through_json() -> None:
    recent = ENGLAND.since(day("2026-11-02"))

    assert Calendar.model_validate_json(recent.model_dump_json()) == recent
    assert hash(Calendar.model_validate_json(recent.model_dump_json())) == hash(recent)
