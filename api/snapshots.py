"""A snapshot of the bank holidays as it is handed in: whether it can be read, and follow the one that is current."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from api.errors import BadInput
from domain.calendar import Calendar, CalendarUnreadable, read_calendar
from domain.dates_in_words import day_in_words
from domain.decide_calendar import dropped_by
from domain.named import named
from domain.values import Key
from storage.calendars import Kept

_DATED = re.compile(r"\d{4}-\d{2}(-\d{2})?")
LONGEST = 1_000_000  # bytes; a file of twenty years has a few thousand


class Snapshot(NamedTuple):
    """A file's calendar, where it comes from, and what it says word for word."""

    place: str
    body: str
    calendar: Calendar

    @property
    def dated(self) -> str:
        """When it was made, by its own name: `2026-12`."""
        return self.calendar.snapshot.partition("/")[2]

    def kept(self, digest: str, by: Key, at: datetime) -> Kept:
        """As it is taken in."""
        return Kept(self.calendar.name, self.dated, digest, self.body, by, at)


def read_snapshot(file: Path) -> Snapshot:
    """The snapshot in a file; raises BadInput."""
    try:
        if file.stat().st_size > LONGEST:
            raise BadInput(str(file), "it is too long for a calendar: give the file of one calendar.")
        body = file.read_text(encoding="utf-8")
        calendar = read_calendar(body)
    except (OSError, UnicodeDecodeError):
        raise BadInput(str(file), "it is not there, or no text in UTF-8: name a calendar's file.") from None
    except CalendarUnreadable as error:
        raise BadInput(str(file), f"{error}.") from None
    found = Snapshot(str(file), body, calendar)
    if not _DATED.fullmatch(found.dated):
        raise BadInput(str(file), f"its snapshot is called {found.dated}: call it by its date, as 2026-12.")
    return found


def check_follows(given: Snapshot, current: Mapping[str, Calendar], today: date) -> None:
    """Raises BadInput unless the snapshot is the current one of a calendar that audits count by, or a later one."""
    now = current.get(given.calendar.name)
    if now is None:
        raise BadInput(given.place, f"no policy counts by {given.calendar.name}: there is {named([*current])}.")
    before = now.snapshot.partition("/")[2]
    if given.dated < before:
        raise BadInput(given.place, f"its snapshot {given.dated} is older than {before}, the current one.")
    if given.dated == before and given.calendar != now:
        raise BadInput(given.place, f"{before} is current with other days: give a snapshot of a later date.")
    if given.calendar.until < now.until:
        until = day_in_words(now.until)
        raise BadInput(given.place, f"it knows the days off no longer than before, until {until}: keep those in it.")
    if dropped := dropped_by(now, given.calendar, today):
        day = day_in_words(dropped)
        raise BadInput(given.place, f"it drops {day}, a day off that has been used already: keep it in the file.")
