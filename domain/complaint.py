"""A complaint, as the audit that answers it knows it: what was said, since when, and until when the law waits."""

from datetime import date, datetime, time
from typing import Literal

from domain.calendar import Calendar, at_hour, due_at
from domain.durations import Duration
from domain.values import Key, TextRef, Value

COMPLAINT = "complaint"
"""The kind of an audit that answers one."""
NOON = time(12)

Answer = Literal["upheld", "partly_upheld", "not_upheld"]
"""What the response says of one point."""


class Complaint(Value):
    """What somebody complained of, and when."""

    received_on: date
    reference: Key | None = None
    """What the complaints system calls it."""
    text: TextRef | None = None
    first_due_at: datetime | None = None
    """Until when it was to be answered before that was extended; None: it never was."""


def counted(complaint: Complaint, length: Duration, planned_at: datetime, calendar: Calendar) -> datetime:
    """When so long is over since the complaint was received; in hours, since it came to us: nobody says the hour."""
    start = planned_at if length.is_elapsed else at_hour(complaint.received_on, NOON)
    return due_at(start, length, calendar)
