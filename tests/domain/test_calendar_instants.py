"""Dates end with their day in London, hours elapse, and the clock changes spoil neither."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from domain.calendar import (
    MomentWithoutZone,
    after,
    at_hour,
    before,
    due_at,
    due_day,
    end_of_day,
    local_day,
    read_calendar,
    step_at,
)
from domain.durations import Duration
from domain.london import LONDON

SNAPSHOT = Path(__file__).parents[2] / "policies" / "calendars" / "england_and_wales.json"
ENGLAND = read_calendar(SNAPSHOT.read_text("utf-8"))
NINE = time(9)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # the clocks change at 01:00 UTC


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def lasting(text: str) -> Duration:
    return Duration.parse(text)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-11-06", "2026-11-07T00:00"),
        ("2026-07-06", "2026-07-06T23:00"),
        ("2026-03-28", "2026-03-29T00:00"),
        ("2026-03-29", "2026-03-29T23:00"),  # 23 hours long
        ("2026-10-24", "2026-10-24T23:00"),
        ("2026-10-25", "2026-10-26T00:00"),  # 25 hours long
    ],
)
def test_a_date_is_due_until_the_next_day_begins_in_london(day: str, end: str) -> None:
    instant = end_of_day(date.fromisoformat(day))

    assert instant == utc(end)
    assert due_day(instant) == date.fromisoformat(day)
    assert local_day(instant) == date.fromisoformat(day) + timedelta(days=1)


@pytest.mark.parametrize(("change", "length"), [(SPRING, 23), (AUTUMN, 25)])
def test_every_hour_of_a_day_of_clock_change_belongs_to_it(change: date, length: int) -> None:
    first = end_of_day(change - timedelta(days=1))
    hours = [first + timedelta(hours=hour) for hour in range(length + 1)]

    assert [local_day(hour) for hour in hours] == [change] * length + [change + timedelta(days=1)]


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("hour", range(-12, 36))
def test_hours_elapse_exactly_across_a_clock_change(change: date, hour: int) -> None:
    start = datetime.combine(change, time.min, UTC) + timedelta(hours=hour)

    for told_in in (UTC, LONDON):
        due = due_at(start.astimezone(told_in), lasting("24h"), ENGLAND)
        assert due - start == timedelta(hours=24)
    assert step_at(start.astimezone(LONDON), lasting("90m"), ENGLAND, NINE) - start == timedelta(minutes=90)
    assert start - before(start.astimezone(LONDON), lasting("3h"), ENGLAND, NINE) == timedelta(hours=3)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("hour", range(24))
def test_a_step_comes_at_its_hour_on_the_clock_both_sides_of_a_change(change: date, hour: int) -> None:
    due = end_of_day(change - timedelta(days=2))  # a Friday

    step = step_at(due, lasting("1wd"), ENGLAND, time(hour)).astimezone(LONDON)
    reminder = before(due, lasting("1wd"), ENGLAND, time(hour)).astimezone(LONDON)

    assert (step.date(), step.hour) == (change + timedelta(days=1), hour)
    assert (reminder.date(), reminder.hour) == (change - timedelta(days=3), hour)


@pytest.mark.parametrize(
    ("day", "hour", "instant"),
    [
        (SPRING, time(0, 59), "2026-03-29T00:59"),
        (SPRING, time(1, 0), "2026-03-29T01:00"),  # skipped: 2:00 BST
        (SPRING, time(1, 30), "2026-03-29T01:30"),  # skipped: 2:30 BST
        (SPRING, time(2, 0), "2026-03-29T01:00"),
        (AUTUMN, time(0, 59), "2026-10-24T23:59"),
        (AUTUMN, time(1, 30), "2026-10-25T00:30"),  # shown twice: the first, in BST
        (AUTUMN, time(1, 30, fold=1), "2026-10-25T00:30"),
        (AUTUMN, time(2, 0), "2026-10-25T02:00"),
    ],
)
def test_an_hour_that_is_skipped_comes_later_and_one_shown_twice_comes_first(
    day: date, hour: time, instant: str
) -> None:
    assert at_hour(day, hour) == utc(instant)


@pytest.mark.parametrize(
    ("start", "duration", "due"),
    [
        ("2026-11-02T10:12", "5wd", "2026-11-10T00:00"),
        ("2026-11-06T17:30", "1wd", "2026-11-10T00:00"),  # Friday evening: Monday is day 1
        ("2026-07-06T23:30", "1wd", "2026-07-08T23:00"),  # already Tuesday in London
        ("2026-03-27T12:00", "1wd", "2026-03-30T23:00"),  # across the spring change
        ("2026-10-23T12:00", "1wd", "2026-10-27T00:00"),  # across the autumn change
        ("2026-10-23T12:00", "14cd", "2026-11-07T00:00"),
        ("2026-11-06T17:30", "24h", "2026-11-07T17:30"),  # a safety concern does not wait for Monday
        ("2026-11-06T17:30", "20s", "2026-11-06T17:30:20"),
        ("2026-11-06T17:30", "0wd", "2026-11-07T00:00"),
        ("2026-11-07T17:30", "0wd", "2026-11-10T00:00"),
    ],
)
def test_days_end_with_their_day_and_hours_on_the_minute(start: str, duration: str, due: str) -> None:
    assert due_at(utc(start), lasting(duration), ENGLAND) == utc(due)


def test_inclusive_counting_also_makes_the_start_day_one_in_calendar_days() -> None:
    start = utc("2026-11-02T10:00")

    assert due_at(start, lasting("7cd"), ENGLAND, "inclusive") == end_of_day(date(2026, 11, 8))
    assert due_at(start, lasting("5wd"), ENGLAND, "inclusive") == end_of_day(date(2026, 11, 6))


@pytest.mark.parametrize(
    ("due", "offset", "step"),
    [
        ("2026-11-07T00:00", "1wd", "2026-11-09T09:00"),  # due by the end of Friday
        ("2026-07-10T23:00", "1wd", "2026-07-13T08:00"),  # the same in summer
        ("2026-11-07T00:00", "5wd", "2026-11-13T09:00"),
        ("2026-12-25T00:00", "1wd", "2026-12-29T09:00"),
        ("2026-11-07T00:00", "1cd", "2026-11-07T09:00"),
        ("2026-11-07T00:00", "0wd", "2026-11-07T00:00"),  # as soon as it is late
        ("2026-11-06T15:00", "1wd", "2026-11-09T09:00"),  # due at an hour of Friday
        ("2026-11-06T15:00", "20s", "2026-11-06T15:00:20"),
    ],
)
def test_a_ladder_counts_from_the_day_that_was_missed(due: str, offset: str, step: str) -> None:
    assert step_at(utc(due), lasting(offset), ENGLAND, NINE) == utc(step)


@pytest.mark.parametrize(
    ("due", "ahead", "reminder"),
    [
        ("2026-11-07T00:00", "5wd", "2026-10-30T09:00"),
        ("2026-11-07T00:00", "1wd", "2026-11-05T09:00"),
        ("2026-10-28T00:00", "2wd", "2026-10-23T08:00"),  # back across the autumn change
        ("2026-11-07T00:00", "7cd", "2026-10-30T09:00"),
        ("2026-11-07T00:00", "0wd", "2026-11-06T09:00"),  # on the morning of the day
        ("2026-11-06T15:00", "10s", "2026-11-06T14:59:50"),
    ],
)
def test_a_reminder_counts_back_from_the_day_it_is_due(due: str, ahead: str, reminder: str) -> None:
    assert before(utc(due), lasting(ahead), ENGLAND, NINE) == utc(reminder)


@pytest.mark.parametrize(
    ("told", "rest", "over"),
    [
        ("2026-11-02T10:12", "1wd", "2026-11-03T09:00"),  # shorter than a day, but another day
        ("2026-11-06T23:59", "1wd", "2026-11-09T09:00"),
        ("2026-11-02T10:12", "1cd", "2026-11-03T09:00"),
        ("2026-11-02T10:12", "20s", "2026-11-02T10:12:20"),
        ("2026-11-03T00:00", "1wd", "2026-11-04T09:00"),  # midnight belongs to the day it begins
    ],
)
def test_a_rest_counts_from_the_day_somebody_was_told(told: str, rest: str, over: str) -> None:
    assert after(utc(told), lasting(rest), ENGLAND, NINE) == utc(over)


@pytest.mark.parametrize("text", ["1wd", "1cd", "1h"])
@pytest.mark.parametrize("ask", [step_at, before, after])
def test_a_moment_without_a_time_zone_is_refused(ask: Callable[..., datetime], text: str) -> None:
    naive = utc("2026-11-03T09:00").replace(tzinfo=None)

    with pytest.raises(MomentWithoutZone, match="2026-11-03T09:00:00 names no time zone"):
        ask(naive, lasting(text), ENGLAND, NINE)
    with pytest.raises(MomentWithoutZone):
        due_at(naive, lasting(text), ENGLAND)
