"""Somebody's dates as a calendar reads them: right over both clock changes, with the same ids, and nothing personal."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from api.feeds import calendar_of
from domain.audit import Audit
from domain.london import LONDON, end_of_day
from storage.feeds import Near
from tests.builders import WREN
from tests.life import Life

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def due(due_at: datetime) -> Audit:
    """An audit whose action is due then."""
    audit = Life().audit
    [(key, action)] = audit.actions.items()
    chase = action.chase.model_copy(update={"due_at": due_at})
    return audit.model_copy(update={"actions": {key: action.model_copy(update={"chase": chase})}})


def read(audit: Audit, seq: int = 7) -> Any:
    """The one event of the calendar, as a client reads it."""
    [event] = Calendar.from_ical(calendar_of(WREN, [Near(audit, (), seq, NOW)])).walk("VEVENT")
    return event


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-12-31"])
def test_what_is_due_by_the_end_of_a_day_is_that_day_in_any_week(day: str) -> None:
    named = date.fromisoformat(day)

    event = read(due(end_of_day(named)))

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (named, named + timedelta(days=1))
    assert event["DTSTART"].params["VALUE"] == "DATE"


@pytest.mark.parametrize(
    ("moment", "in_london"),
    [
        ("2026-03-29T00:30:00Z", "00:30"),
        ("2026-03-29T01:00:00Z", "02:00"),
        ("2026-10-25T00:30:00Z", "01:30"),
        ("2026-10-25T01:30:00Z", "01:30"),
        ("2026-10-25T02:00:00Z", "02:00"),
    ],
)
def test_what_is_due_in_hours_is_its_instant_as_the_clocks_change(moment: str, in_london: str) -> None:
    due_at = datetime.fromisoformat(moment)

    event = read(due(due_at))

    assert event["DTSTART"].dt == due_at
    assert event["DTSTART"].dt.astimezone(LONDON).strftime("%H:%M") == in_london


def test_a_date_that_moves_is_the_same_event_changed() -> None:
    first, moved = read(due(NOW)), read(due(NOW + timedelta(days=3)), seq=9)

    assert first["UID"] == moved["UID"] == "larkmoor-1/a-1@auditloop"
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (7, 9)
    assert first["LAST-MODIFIED"].dt == NOW


def test_it_names_the_audit_and_the_frameworks_title_and_no_case_or_person() -> None:
    audit = due(NOW)

    event = read(audit)

    assert event["SUMMARY"] == f"Action due: {audit.actions['a-1'].title} (audit larkmoor-1, action a-1)"
    written = event.to_ical().decode()
    assert not [one for one in (audit.subject, audit.team, WREN, audit.overall) if one in written]


def test_an_empty_calendar_is_a_calendar() -> None:
    calendar = Calendar.from_ical(calendar_of(WREN, []))

    assert calendar["VERSION"] == "2.0"
    assert calendar.walk("VEVENT") == []
