"""Dated work is counted by the standard's own clock: done by the end of its day, or within its grace."""

from datetime import date

import pytest

from domain.counting import Counts, Dated, counted
from domain.durations import Duration
from domain.standard import Enough
from tests.builders import CALENDAR

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
FRIDAY = date(2026, 10, 9)
MONDAY, TUESDAY = date(2026, 10, 12), date(2026, 10, 13)


def test_work_done_by_the_end_of_its_day_met_it_and_later_or_never_did_not() -> None:
    work = [Dated(FRIDAY, FRIDAY), Dated(FRIDAY, date(2026, 10, 1)), Dated(FRIDAY, MONDAY), Dated(FRIDAY, None)]

    assert counted(work, OCTOBER, None, CALENDAR) == Counts(met=2, total=4, outside=0)


@pytest.mark.parametrize(("grace", "met"), [("1wd", 1), ("1cd", 0), ("3cd", 1), ("2wd", 2), ("0wd", 0)])
def test_grace_counts_on_from_the_due_day_in_its_own_unit(grace: str, met: int) -> None:
    enough = Enough.model_validate({"rate": 90, "grace": grace})

    counts = counted([Dated(FRIDAY, MONDAY), Dated(FRIDAY, TUESDAY)], OCTOBER, enough.grace, CALENDAR)

    assert counts == Counts(met, 2, 0)


def test_work_due_outside_the_period_is_left_out_and_said() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)]

    assert counted([Dated(day, day) for day in days], OCTOBER, None, CALENDAR) == Counts(2, 2, 2)


def test_no_work_is_no_case() -> None:
    assert counted([], OCTOBER, Duration(1, "wd"), CALENDAR) == Counts(0, 0, 0)


def test_a_grace_in_hours_is_refused_since_rows_say_days() -> None:
    with pytest.raises(ValueError, match="write the grace in wd or cd"):
        Enough.model_validate({"rate": 90, "grace": "4h"})
