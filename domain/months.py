"""Calendar months by name, such as 2026-12: their first and last days, and months before."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import StringConstraints

Month = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")]
"""As in 2026-12."""


def month_of(day: date) -> Month:
    """The month that a day is in."""
    return f"{day.year:04}-{day.month:02}"


def first_day(month: Month) -> date:
    """Its first day."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: Month) -> date:
    """Its last day."""
    return _moved(first_day(month), 1) - timedelta(days=1)


def months_before(month: Month, number: int) -> date:
    """The first day of the month so many months earlier."""
    return _moved(first_day(month), -number)


def _moved(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
