"""What can happen to an audit when the bank holidays are others than was known: its calendar, and its dates."""

from datetime import date, datetime
from typing import Literal

from domain.event import Event
from domain.outside import Outside
from domain.values import Key
from domain.working_days import Calendar

Counted = Literal["return", "allocation", "extension", "moderation", "dispute", "watch", "quiet"]
"""Dates counted in working days, beside those of actions and of the check."""


class CalendarUpdated(Event):
    """From here on the audit counts by another snapshot of the days off."""

    kind: Literal["calendar_updated"] = "calendar_updated"
    calendar: Calendar
    before: str
    """The snapshot it counted by."""
    added: tuple[date, ...] = ()
    dropped: tuple[date, ...] = ()


class DateReplanned(Event):
    """A date moved with the calendar: when the return, a decision, a watch or the quiet after an answer ends."""

    kind: Literal["date_replanned"] = "date_replanned"
    what: Counted
    action_id: Key | None = None
    standard: Key | None = None
    due_at: datetime
    before: datetime
    role: str = ""
    """Who is told; empty: nobody had been told of the date before."""
    line_of: Key = ""
    outside: Outside | None = None
