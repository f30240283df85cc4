"""When something is due, chased and reminded of, on the working-day calendar and London's clocks."""

from datetime import date, datetime, time

from domain.calendar_file import CalendarUnreadable, read_calendar
from domain.durations import Duration
from domain.london import DAY, MomentWithoutZone, at_hour, due_day, end_of_day, in_utc, local_day
from domain.working_days import Calendar, Counting, DaysNegative, without_first

__all__ = [
    "Calendar",
    "CalendarUnreadable",
    "Counting",
    "DaysNegative",
    "MomentWithoutZone",
    "after",
    "at_hour",
    "before",
    "due_at",
    "due_day",
    "end_of_day",
    "local_day",
    "read_calendar",
    "step_at",
]


def due_at(start: datetime, duration: Duration, calendar: Calendar, counting: Counting = "exclusive") -> datetime:
    """When something begun at `start` is due, in UTC: days end with their day, hours run by the clock."""
    if duration.is_elapsed:
        return in_utc(start) + duration.elapsed
    return end_of_day(_count_on(local_day(start), duration, calendar, counting))


def step_at(due_at: datetime, after: Duration, calendar: Calendar, hour: time) -> datetime:
    """When a step so long after a due instant is taken, in UTC, never before it; in days, at `hour`."""
    if after.is_elapsed:
        return in_utc(due_at) + after.elapsed
    return max(in_utc(due_at), at_hour(_count_on(due_day(due_at), after, calendar), hour))


def before(due_at: datetime, ahead: Duration, calendar: Calendar, hour: time) -> datetime:
    """When a reminder so long ahead of a due instant is sent, in UTC, never after it; in days, at `hour`."""
    if ahead.is_elapsed:
        return in_utc(due_at) - ahead.elapsed
    day = due_day(due_at)
    back = calendar.subtract(day, ahead.amount) if ahead.unit == "wd" else day - ahead.amount * DAY
    return min(in_utc(due_at), at_hour(back, hour))


def after(moment: datetime, duration: Duration, calendar: Calendar, hour: time) -> datetime:
    """When a rest begun at an ordinary moment is over, in UTC, later than it unless the duration is 0."""
    if duration.is_elapsed:
        return in_utc(moment) + duration.elapsed
    return max(in_utc(moment), at_hour(_count_on(local_day(moment), duration, calendar), hour))


def _count_on(day: date, duration: Duration, calendar: Calendar, counting: Counting = "exclusive") -> date:
    if duration.unit == "wd":
        return calendar.add(day, duration.amount, counting=counting)
    return day + without_first(duration.amount, counting) * DAY
