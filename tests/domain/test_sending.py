"""Notices leave at hours people can live with: to the minute, over clock changes and holidays."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.london import LONDON
from domain.people import Person
from domain.sending import AT_ONCE, Leaving, Sending, leaving
from tests.builders import CALENDAR, on
from tests.policies.files import framework_of

MINUTE = timedelta(minutes=1)


def some_sending(**given: Any) -> Sending:
    return Sending.model_validate({"digest_at": ["09:30", "14:30"]} | given, by_alias=True, by_name=False)


DIGESTS, BY_ITSELF = some_sending(), some_sending(digest_at=[])
EVERY_DAY = some_sending(days="every", digest_at=["01:30"], **{"from": "00:00"})


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-02 09:00", "2026-11-02 09:30"),
        ("2026-11-02 09:30", "2026-11-02 09:30"),
        ("2026-11-02 09:31", "2026-11-02 14:30"),
        ("2026-11-02 14:31", "2026-11-03 09:30"),
        ("2026-11-06 17:00", "2026-11-09 09:30"),
        ("2026-12-24 15:00", "2026-12-29 09:30"),  # over Christmas and the Monday that stands for Boxing Day
        ("2026-12-31 20:00", "2027-01-04 09:30"),
    ],
)
def test_what_waits_for_somebody_leaves_at_the_next_digest_of_a_working_day(at: str, leaves: str) -> None:
    assert leaving(on(at), DIGESTS, CALENDAR) == Leaving(on(leaves), is_digested=True)


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-02 07:00", "2026-11-02 08:00"),
        ("2026-11-02 12:00", "2026-11-02 12:00"),
        ("2026-11-02 18:00", "2026-11-03 08:00"),
        ("2026-11-07 12:00", "2026-11-09 08:00"),
    ],
)
def test_without_digests_each_leaves_by_itself_within_the_hours(at: str, leaves: str) -> None:
    assert leaving(on(at), BY_ITSELF, CALENDAR) == Leaving(on(leaves))
    assert leaving(on(at), DIGESTS, CALENDAR, choice=AT_ONCE) == Leaving(on(leaves))


@given(st.integers(0, 730 * 24 * 60).map(lambda minute: on("2026-01-01 00:00") + minute * MINUTE))
def test_what_is_urgent_leaves_at_once_and_so_does_everything_where_the_policy_says_nothing(at: datetime) -> None:
    assert leaving(at, DIGESTS, CALENDAR, choice="07:15", is_urgent=True) == Leaving(at)
    assert leaving(at, None, CALENDAR, choice="07:15") == Leaving(at)


def test_a_persons_own_time_goes_before_the_councils_and_its_days_stay() -> None:
    assert leaving(on("2026-11-06 18:00"), DIGESTS, CALENDAR, choice="07:15") == Leaving(
        on("2026-11-09 07:15"), is_digested=True
    )


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (datetime(2026, 3, 29, 0, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # 01:30 is skipped
        (datetime(2026, 3, 29, 1, 31, tzinfo=UTC), datetime(2026, 3, 30, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of the two
        (datetime(2026, 10, 25, 0, 31, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_the_clocks_skip_is_an_hour_later_and_one_shown_twice_leaves_once(
    at: datetime, leaves: datetime
) -> None:
    assert leaving(at, EVERY_DAY, CALENDAR).at == leaves


WEEKS = [(date(2026, 3, 25), 10), (date(2026, 10, 21), 10), (date(2026, 12, 21), 18)]


@pytest.mark.parametrize(("first", "days"), WEEKS, ids=["march", "october", "christmas"])
@pytest.mark.parametrize("choice", [None, "07:15", AT_ONCE])
def test_hour_by_hour_each_notice_leaves_at_the_first_minute_that_a_clock_on_the_wall_allows(
    first: date, days: int, choice: str | None
) -> None:
    """What the rule works out is looked up minute by minute on a wall: a clock, and a calendar."""
    begin = datetime.combine(first, time.min, LONDON).astimezone(UTC)
    wall = [begin + minute * MINUTE for minute in range((days + 6) * 24 * 60)]
    allowed = [moment for moment in wall if _may_leave(moment.astimezone(LONDON), choice)]

    for hour in range(days * 24):
        at = begin + timedelta(hours=hour, minutes=hour % 60)
        assert leaving(at, DIGESTS, CALENDAR, choice=choice).at == next(one for one in allowed if one >= at)


def _may_leave(shown: datetime, choice: str | None) -> bool:
    off = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    if shown.weekday() > 4 or shown.date() in off:
        return False
    if choice == AT_ONCE:
        return 8 <= shown.hour < 18
    return f"{shown:%H:%M}" in ([choice] if choice else ["09:30", "14:30"])


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"from": "18:00", "until": "08:00"}, "make `until` later than `from`"),
        ({"digest_at": ["07:00"]}, "within the sending hours"),
        ({"digest_at": ["18:00"]}, "within the sending hours"),
        ({"digest_at": ["14:30", "09:30"]}, "sort them"),
        ({"digest_at": ["09:30", "09:30"]}, "sort them"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_what_to_put_right(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        some_sending(**given)


@pytest.mark.parametrize("choice", ["9:30", "25:00", "never", "09:30:00", 930])
def test_a_choice_that_is_no_time_is_refused(choice: object) -> None:
    with pytest.raises(ValueError, match="neither a time of day, such as 09:30, nor at_once"):
        Person.model_validate(
            {"person": "p", "name": "P", "mail": "p@x", "roles": ["r"], "team": "t", "digest_at": choice}
        )


def test_the_demo_sends_at_once_and_the_council_in_the_working_day() -> None:
    assert framework_of("demo").sending is None
    assert framework_of("childrens_social_care").sending == DIGESTS
