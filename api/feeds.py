"""Somebody's dates as a calendar (iCalendar, RFC 5545): one event for each, under the same id for as long as it is."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from icalendar import Calendar, Event

from domain.due_dates import DueDate, due_dates
from domain.london import DAY, due_day, in_london, in_utc
from domain.values import Key
from storage.feeds import Near

AGAIN = timedelta(hours=1)
"""How long a calendar may wait until it asks again."""
PLACE = "auditloop"


def calendar_of(person: Key, audits: Iterable[Near]) -> bytes:
    """The calendar; it changes only when one of the audits does."""
    calendar = Calendar()
    calendar.add("prodid", "-//Auditloop//Due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Auditloop: what is due")
    calendar.add("refresh-interval", AGAIN)
    calendar.add("x-published-ttl", "PT1H")
    for one in audits:
        for date in due_dates(one.audit, person, one.asked):
            calendar.add_component(_event(one, date))
    return bytes(calendar.to_ical())


def latest(audits: Iterable[Near]) -> datetime | None:
    """When the last of them changed."""
    return max((one.at for one in audits), default=None)


def _event(near: Near, date: DueDate) -> Event:
    audit_id = near.audit.audit_id
    event = Event()
    event.add("uid", f"{audit_id}/{date.key}@{PLACE}")
    event.add("sequence", near.seq)
    event.add("dtstamp", in_utc(near.at))
    event.add("last-modified", in_utc(near.at))
    event.add("summary", _summary(audit_id, date))
    event.add("description", f"See audit {audit_id}. Answers are given there, and not in this calendar.")
    event.add("transp", "TRANSPARENT")
    _add_date(event, date.due_at)
    return event


def _summary(audit_id: str, date: DueDate) -> str:
    where = f"audit {audit_id}, action {date.action_id}" if date.action_id else f"audit {audit_id}"
    return f"{date.what}: {date.title} ({where})" if date.title else f"{date.what} ({where})"


def _add_date(event: Event, due_at: datetime) -> None:
    """A date that is due by the end of a day is that day; any other is its instant, which no clock change moves."""
    if in_london(due_at).time() == time.min:
        event.add("dtstart", due_day(due_at))
        event.add("dtend", due_day(due_at) + DAY)
    else:
        event.add("dtstart", in_utc(due_at))
