"""Dates and moments as people in London say them."""

from datetime import date, datetime, time

from domain.london import due_day, in_london, local_day

_NOON = 12


def day_in_words(day: date) -> str:
    """`Tuesday 3 November 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def moment_in_words(moment: datetime) -> str:
    """`Tuesday 3 November 2026 at 9:00am`, in London; GMT or BST is said only in the hour shown twice."""
    local = in_london(moment)
    zone = f" {local.tzname()}" if _comes_twice(local) else ""
    return f"{day_in_words(local.date())} at {_time_in_words(local.time())}{zone}"


def due_in_words(due_at: datetime) -> str:
    """`by the end of Friday 6 November 2026`, or, when it is not due at a day's end, by that moment."""
    if in_london(due_at).time() == time.min:
        return f"by the end of {day_in_words(due_day(due_at))}"
    return f"by {moment_in_words(due_at)}"


def moment_in_short(moment: datetime, now: datetime) -> str:
    """`today 01:13:34`, `23 Nov 01:13`, or with its year when that is another: in London, for a narrow column."""
    local = in_london(moment)
    if local.date() == local_day(now):
        return f"today {local:%H:%M:%S}"
    return f"{local.day} {local:%b}{_other_year(local.date(), now)} {local:%H:%M}"


def due_in_short(due_at: datetime, now: datetime) -> str:
    """`Fri 6 Nov`, or, when it is not due at a day's end, that moment, for a narrow column."""
    if in_london(due_at).time() != time.min:
        return moment_in_short(due_at, now)
    day = due_day(due_at)
    return f"{day:%a} {day.day} {day:%b}{_other_year(day, now)}"


def _other_year(day: date, now: datetime) -> str:
    return "" if day.year == local_day(now).year else f" {day.year}"


def _time_in_words(hour: time) -> str:
    # 12:00am and 12:00pm are the two times of day that people read either way.
    if (hour.hour, hour.minute, hour.second) == (_NOON, 0, 0):
        return "midday"
    if (hour.hour, hour.minute, hour.second) == (0, 0, 0):
        return "midnight, as the day begins"
    half = "am" if hour.hour < _NOON else "pm"
    seconds = f":{hour.second:02}" if hour.second else ""
    return f"{(hour.hour - 1) % _NOON + 1}:{hour.minute:02}{seconds}{half}"


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
