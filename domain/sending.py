"""When a notice may leave: at hours and on days that people can live with, and together with others."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from domain.clock_times import HOUR, Hour
from domain.london import DAY, at_hour, in_utc, local_day
from domain.slips import Slip
from domain.standard import FileValue
from domain.working_days import Calendar

AT_ONCE = "at_once"
"""What somebody chooses who wants each notice by itself, as soon as one may leave."""


def _choice(given: object) -> object:
    if given is None or given == AT_ONCE or (isinstance(given, str) and re.match(HOUR, given)):
        return given
    raise ValueError(f"{given!r} is neither a time of day, such as 09:30, nor {AT_ONCE}")


Choice = Annotated[str, BeforeValidator(_choice)]
"""When somebody wants what waits for them: `09:30`, or `at_once`."""


class Sending(FileValue):
    """The hours and days at which notices leave. Urgent ones keep none of them."""

    first: Hour = Field(time(8), alias="from", description="From when notices leave on a day.")
    until: Hour = Field(time(18), description="From when they wait for the next day.")
    days: Literal["working", "every"] = Field("working", description="Working days of the calendar, or every day.")
    digest_at: tuple[Hour, ...] = Field(
        (),
        max_length=6,
        description="When the notices that wait for one person leave as one; left out, each leaves by itself.",
    )

    @model_validator(mode="after")
    def _opens_and_closes(self) -> Self:
        if self.until <= self.first:
            raise Slip(("until",), "notices would never leave: make `until` later than `from`")
        for number, at in enumerate(self.digest_at):
            if not self.first <= at < self.until:
                raise Slip(
                    ("digest_at", number), "a digest leaves within the sending hours: from `from`, before `until`"
                )
        if any(one >= other for one, other in pairwise(self.digest_at)):
            raise Slip(("digest_at",), "the times of digests come earliest first, each once: sort them")
        return self


class Leaving(NamedTuple):
    """The instant (UTC) from which a notice may leave, and whether it leaves together with others then."""

    at: datetime
    is_digested: bool = False


def leaving(
    at: datetime, sending: Sending | None, calendar: Calendar, *, choice: str | None = None, is_urgent: bool = False
) -> Leaving:
    """When a notice of `at` may leave: never before it, and at once if it is urgent or the policy says nothing.

    `choice` is the person's own: `09:30` for a digest at that time, whatever the hours, `at_once` for none, or None for
    what the policy says. Days are London's: a time that its clocks skip is an hour later, of two the first counts.
    """
    if is_urgent or sending is None:
        return Leaving(in_utc(at))
    times = digest_times(sending, choice)
    moments = _digests(at, sending, calendar, times) if times else _openings(at, sending, calendar)
    return Leaving(next(moments), is_digested=bool(times))


def digest_times(sending: Sending, choice: str | None) -> tuple[time, ...]:
    """The times of somebody's digests; none if each notice leaves by itself."""
    if choice is None:
        return sending.digest_at
    return () if choice == AT_ONCE else (time.fromisoformat(choice),)


def _digests(at: datetime, sending: Sending, calendar: Calendar, times: tuple[time, ...]) -> Iterator[datetime]:
    for day in _days(at, sending, calendar):
        yield from (moment for hour in times if (moment := at_hour(day, hour)) >= at)


def _openings(at: datetime, sending: Sending, calendar: Calendar) -> Iterator[datetime]:
    for day in _days(at, sending, calendar):
        if at < at_hour(day, sending.until):
            yield max(in_utc(at), at_hour(day, sending.first))


def _days(at: datetime, sending: Sending, calendar: Calendar) -> Iterator[date]:
    day = local_day(at)
    while True:
        if sending.days == "every" or calendar.is_working(day):
            yield day
        day += DAY
