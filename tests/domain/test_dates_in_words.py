"""Dates are said as people in London say them."""

from datetime import UTC, date, datetime

import pytest

from domain.calendar import MomentWithoutZone, end_of_day
from domain.dates_in_words import day_in_words, due_in_short, due_in_words, moment_in_short, moment_in_words


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOW = utc("2026-11-23T01:00")


def test_a_day_is_said_with_its_weekday() -> None:
    assert day_in_words(date(2026, 11, 3)) == "Tuesday 3 November 2026"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-03T09:00", "Tuesday 3 November 2026 at 9:00am"),
        ("2026-07-03T08:05", "Friday 3 July 2026 at 9:05am"),
        ("2026-11-03T12:00", "Tuesday 3 November 2026 at midday"),
        ("2026-11-03T12:30", "Tuesday 3 November 2026 at 12:30pm"),
        ("2026-11-03T00:30", "Tuesday 3 November 2026 at 12:30am"),
        ("2026-11-03T00:00", "Tuesday 3 November 2026 at midnight, as the day begins"),
        ("2026-11-03T14:05:20", "Tuesday 3 November 2026 at 2:05:20pm"),
        ("2026-11-03T12:00:07", "Tuesday 3 November 2026 at 12:00:07pm"),
        ("2026-07-03T23:30", "Saturday 4 July 2026 at 12:30am"),
    ],
)
def test_a_moment_is_said_on_londons_clock(moment: str, words: str) -> None:
    assert moment_in_words(utc(moment)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-10-24T23:59", "12:59am"),
        ("2026-10-25T00:30", "1:30am BST"),
        ("2026-10-25T01:30", "1:30am GMT"),
        ("2026-10-25T02:00", "2:00am"),
        ("2026-03-29T00:59", "12:59am"),
        ("2026-03-29T01:00", "2:00am"),
    ],
)
def test_the_zone_is_said_only_in_the_hour_that_comes_twice(moment: str, words: str) -> None:
    assert moment_in_words(utc(moment)).endswith(f" at {words}")


@pytest.mark.parametrize(
    "day", [date(2026, 11, 6), date(2026, 7, 3), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)]
)
def test_a_date_that_is_due_is_due_by_the_end_of_its_day(day: date) -> None:
    assert due_in_words(end_of_day(day)) == f"by the end of {day_in_words(day)}"


def test_an_hour_that_is_due_is_due_by_that_hour() -> None:
    assert due_in_words(utc("2026-11-06T17:30:20")) == "by Friday 6 November 2026 at 5:30:20pm"


@pytest.mark.parametrize(
    ("moment", "short"),
    [
        ("2026-11-23T01:13:34", "today 01:13:34"),
        ("2026-11-23T23:59:59", "today 23:59:59"),
        ("2026-11-24T00:00:00", "24 Nov 00:00"),
        ("2026-07-03T23:30:00", "4 Jul 00:30"),
        ("2027-01-04T09:00:00", "4 Jan 2027 09:00"),
    ],
)
def test_in_a_narrow_column_a_moment_is_short(moment: str, short: str) -> None:
    assert moment_in_short(utc(moment), NOW) == short


@pytest.mark.parametrize(
    ("due_at", "short"),
    [
        (end_of_day(date(2026, 11, 6)), "Fri 6 Nov"),
        (end_of_day(date(2026, 12, 31)), "Thu 31 Dec"),
        (end_of_day(date(2027, 1, 4)), "Mon 4 Jan 2027"),
        (utc("2026-11-23T14:00:20"), "today 14:00:20"),
    ],
)
def test_in_a_narrow_column_a_date_is_its_day(due_at: datetime, short: str) -> None:
    assert due_in_short(due_at, NOW) == short


def test_a_moment_without_a_time_zone_cannot_be_said() -> None:
    with pytest.raises(MomentWithoutZone):
        due_in_words(utc("2026-11-06T17:30").replace(tzinfo=None))
