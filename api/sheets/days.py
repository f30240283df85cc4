"""Days as people write them in tables."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

USUAL = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
"""2026-11-30, 30/11/2026, 30.11.2026, 30 November 2026, 30 Nov 2026, 30-Nov-2026: the day always before the month."""
SHOWN = 40  # characters of a cell that a sentence repeats
NEVER = (1900, 2200)
"""Years outside of which a day is a slip."""


def day_of(cell: Any, formats: Sequence[str] = USUAL) -> date:
    """The day that a cell holds, or says in one of these formats; raises ValueError that says what to write."""
    if isinstance(cell, datetime):
        return _likely(cell.date())
    if isinstance(cell, date):
        return _likely(cell)
    if isinstance(cell, bool | int | float):
        said = f"{_number(cell)} is a number and no date: give the column the format of dates, or write it as text"
        raise ValueError(said)  # noqa: TRY004 - what was handed in is wrong, not our code
    text = " ".join(str(cell).split())
    for one in formats:
        with suppress(ValueError):
            return _likely(datetime.strptime(text, one).date())  # noqa: DTZ007 - a day is the same in every zone
    raise ValueError(f"{text[:SHOWN]!r} is not a date: write one as 2026-11-30")


def _likely(day: date) -> date:
    if not NEVER[0] < day.year < NEVER[1]:
        raise ValueError(f"{day.isoformat()} is no likely date: write the year with four digits")
    return day


def _number(cell: float | bool) -> str:  # noqa: FBT001 - a cell of a sheet, whatever it holds
    if isinstance(cell, bool):
        return str(cell).upper()
    return str(int(cell)) if float(cell).is_integer() else str(cell)
