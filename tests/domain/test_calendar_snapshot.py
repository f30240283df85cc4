"""The pinned bank holidays are the published ones, and a spoilt file says what to put right."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from domain.calendar import CalendarUnreadable, read_calendar

SNAPSHOT = Path(__file__).parents[2] / "policies" / "calendars" / "england_and_wales.json"

BANK_HOLIDAYS = {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}


def a_file(**changes: Any) -> str:
    good = {
        "calendar": "invented",
        "snapshot": "1",
        "until": "2026-12-31",
        "days": {"2026-12-25": "Christmas Day"},
    }
    return json.dumps({name: value for name, value in (good | changes).items() if value is not None})


def test_the_snapshot_is_what_the_package_publishes() -> None:
    published = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8"))
    expected = {event["date"]: event["title"] for event in published["england-and-wales"]["events"]}

    pinned = json.loads(SNAPSHOT.read_text("utf-8"))

    assert pinned["days"] == {day: title for day, title in expected.items() if day <= pinned["until"]}
    assert {day[:4] for day in pinned["days"]} == {str(year) for year in range(2012, 2029)}


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_every_bank_holiday_of_the_year_is_known(year: int) -> None:
    calendar = read_calendar(SNAPSHOT.read_text("utf-8"))
    expected = [date.fromisoformat(f"{year}-{day}") for day in BANK_HOLIDAYS[year].split()]

    assert [day for day in calendar.holidays if day.year == year] == expected
    assert not any(calendar.is_working(day) for day in expected)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2020-05-04", True),  # the early May holiday moved to VE day
        ("2020-05-08", False),
        ("2022-05-30", True),  # the spring holiday moved to the Jubilee
        ("2022-06-02", False),
        ("2022-06-03", False),
        ("2022-09-19", False),  # announced eleven days before
        ("2023-05-08", False),  # the coronation
        ("2027-12-24", True),  # councils may close; statute does not
    ],
)
def test_announced_moves_and_extra_days_are_kept(day: str, worked: bool) -> None:  # noqa: FBT001  # a table's column
    calendar = read_calendar(SNAPSHOT.read_text("utf-8"))

    assert calendar.is_working(date.fromisoformat(day)) is worked


def test_the_snapshot_says_which_one_it_is_and_how_far_it_reaches() -> None:
    calendar = read_calendar(SNAPSHOT.read_text("utf-8"))

    assert calendar.snapshot == "england-and-wales/2026-11"
    assert calendar.until == date(2028, 12, 31)
    assert calendar.closures == ()


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "the file", "Invalid JSON"),
        ("{", "the file", "line 1"),
        ("[]", "the file", "object"),
        (a_file(days=None), "days", "Field required"),
        (a_file(days={}), "days", "at least 1"),
        (a_file(days={"2026-13-01": "Thirteenth"}), "days.2026-13-01", "valid date"),
        (a_file(days={"2027-01-01": "Too late"}), "the file", "2027-01-01 lies after until, 2026-12-31"),
        (a_file(until="soon"), "until", "valid date"),
        (a_file(snapshot=""), "snapshot", "at least 1"),
        (a_file(holidays=[]), "holidays", "not permitted"),
    ],
)
def test_a_spoilt_calendar_file_says_what_to_put_right(text: str, place: str, reason: str) -> None:
    with pytest.raises(CalendarUnreadable) as refusal:
        read_calendar(text)

    assert f"put right {place}" in str(refusal.value)
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)
