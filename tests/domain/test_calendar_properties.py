"""Whatever the days off, counting is consistent: forwards, backwards, between, and day by day."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import Calendar, Counting, after, before, due_at, due_day, local_day, step_at
from domain.durations import Duration, Unit

DAY = timedelta(days=1)
YEARS = (date(2024, 1, 1), date(2028, 12, 31))

days = st.dates(*YEARS)
counts = st.integers(0, 120)
at_least_one = st.integers(1, 120)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # UTC is added by the strategy
hours = st.times(max_value=time(23, 59))
countings = st.sampled_from(("exclusive", "inclusive"))
units = st.sampled_from(("wd", "cd", "h", "m", "s"))
# Dense days off, so that long breaks and breaks beside weekends are common.
days_off = st.lists(st.dates(*YEARS), max_size=300).map(tuple)
calendars = st.builds(
    Calendar, snapshot=st.just("invented/1"), holidays=days_off, closures=days_off, until=st.just(YEARS[1])
)


def counted_one_by_one(calendar: Calendar, start: date, working_days: int, step: timedelta) -> date:
    day = start
    while working_days > 0 or not calendar.is_working(day):
        day += step
        working_days -= calendar.is_working(day)
    return day


@given(calendars, days, counts)
def test_adding_and_subtracting_agree_with_turning_one_page_a_day(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.add(start, n) == counted_one_by_one(calendar, start, n, DAY)
    assert calendar.subtract(start, n) == counted_one_by_one(calendar, start, n, -DAY)


@given(calendars, days, counts)
def test_going_there_and_back_ends_where_it_began(calendar: Calendar, start: date, n: int) -> None:
    worked = calendar.add(start, 0)

    assert calendar.subtract(calendar.add(worked, n), n) == worked


@given(calendars, days, at_least_one)
def test_the_days_between_are_the_days_added(calendar: Calendar, start: date, n: int) -> None:
    end = calendar.add(start, n)

    assert calendar.working_days_between(start, end) == n
    assert calendar.working_days_between(end, start) == -n


@given(calendars, days, days, days)
def test_days_between_add_up_along_the_way(calendar: Calendar, a: date, b: date, c: date) -> None:
    whole = calendar.working_days_between(a, c)

    assert whole == calendar.working_days_between(a, b) + calendar.working_days_between(b, c)


@given(calendars, days, days, counts, counts)
def test_later_starts_and_longer_counts_never_end_sooner(calendar: Calendar, a: date, b: date, m: int, n: int) -> None:
    (sooner, later), (fewer, more) = sorted((a, b)), sorted((m, n))

    assert calendar.add(sooner, fewer) <= calendar.add(later, more)
    assert calendar.subtract(sooner, more) <= calendar.subtract(later, fewer)


@given(calendars, days, counts, countings)
def test_no_count_ends_on_a_day_off(calendar: Calendar, start: date, n: int, counting: Counting) -> None:
    ends = (calendar.add(start, n, counting=counting), calendar.subtract(start, n))

    for end in ends:
        assert calendar.is_working(end)
        assert end not in calendar.holidays + calendar.closures


@given(calendars, days, at_least_one)
def test_inclusive_counting_ends_one_working_day_sooner_from_a_worked_day(
    calendar: Calendar, start: date, n: int
) -> None:
    exclusive, inclusive = calendar.add(start, n), calendar.add(start, n, counting="inclusive")

    assert calendar.working_days_between(inclusive, exclusive) == calendar.is_working(start)


@given(calendars, days, st.integers(0, 400), counts)
def test_a_calendar_that_shed_the_past_counts_the_future_alike(
    calendar: Calendar, first: date, wait: int, n: int
) -> None:
    start = first + timedelta(days=wait)

    assert calendar.since(first).add(start, n) == calendar.add(start, n)


@given(calendars, moments, counts, units, countings)
def test_nothing_is_due_before_it_starts(
    calendar: Calendar, start: datetime, n: int, unit: Unit, counting: Counting
) -> None:
    due = due_at(start, Duration(n, unit), calendar, counting)

    assert due >= start
    assert due.tzinfo is UTC
    assert unit != "wd" or calendar.is_working(due_day(due))


@settings(max_examples=200)
@given(calendars, moments, at_least_one, units, hours)
def test_reminder_due_date_and_step_come_in_that_order(
    calendar: Calendar, due: datetime, n: int, unit: Unit, hour: time
) -> None:
    distance = Duration(n, unit)

    assert before(due, distance, calendar, hour) < due <= step_at(due, distance, calendar, hour)
    assert after(due, distance, calendar, hour) > due


@given(calendars, moments, units, hours)
def test_no_distance_at_all_never_goes_the_wrong_way(
    calendar: Calendar, moment: datetime, unit: Unit, hour: time
) -> None:
    nothing = Duration(0, unit)

    assert before(moment, nothing, calendar, hour) <= moment
    assert step_at(moment, nothing, calendar, hour) >= moment
    assert after(moment, nothing, calendar, hour) >= moment


@given(calendars, moments, at_least_one, at_least_one, hours)
def test_a_longer_ladder_offset_is_never_taken_sooner(
    calendar: Calendar, due: datetime, m: int, n: int, hour: time
) -> None:
    fewer, more = (Duration(amount, "wd") for amount in sorted((m, n)))

    assert step_at(due, fewer, calendar, hour) <= step_at(due, more, calendar, hour)
    assert before(due, more, calendar, hour) <= before(due, fewer, calendar, hour)
    assert calendar.is_working(local_day(step_at(due, fewer, calendar, time(9))))
