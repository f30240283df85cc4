"""A measured standard is shown met by counts over periods that follow one another, and by nothing less."""

from datetime import date

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.errors import AlreadyMet, NotMeasured, PeriodBackwards, PeriodCounted, PeriodNotOver, TooManyMet
from tests.builders import FELL, STOAT, TALKS, VISITS, a_finding, a_start, on
from tests.life import Life

JULY = {"period_from": date(2026, 7, 1), "period_to": date(2026, 7, 31)}
AUGUST = {"period_from": date(2026, 8, 1), "period_to": date(2026, 8, 31)}
SEPTEMBER = {"period_from": date(2026, 9, 1), "period_to": date(2026, 9, 30)}
OCTOBER = {"period_from": date(2026, 10, 1), "period_to": date(2026, 10, 31)}
NOVEMBER = {"period_from": date(2026, 11, 1), "period_to": date(2026, 11, 30)}


def a_measured_life() -> Life:
    return Life(a_start(a_finding(TALKS)))


def measured(life: Life, period: dict[str, date], met: int = 9, total: int = 10) -> None:
    life.give(c.Measure, STOAT, met=met, total=total, **period)


def test_enough_of_enough_cases_in_periods_running_shows_it_met() -> None:
    life = a_measured_life()

    measured(life, AUGUST)
    between = life.audit.standards[TALKS].is_met
    measured(life, SEPTEMBER)

    assert (between, life.audit.status) == (False, AuditStatus.CLOSED)
    assert life.kinds("standard_met", "action_overtaken", "audit_closed")[-1] == "audit_closed"


@pytest.mark.parametrize(("met", "total"), [(8, 10), (4, 4), (0, 0)])
def test_too_few_met_or_too_few_cases_are_not_enough(met: int, total: int) -> None:
    life = a_measured_life()

    measured(life, AUGUST)
    measured(life, SEPTEMBER, met, total)
    measured(life, OCTOBER)

    assert not life.audit.standards[TALKS].is_met


def test_a_period_sent_again_or_overlapping_is_not_counted_twice() -> None:
    life = a_measured_life()
    measured(life, AUGUST)

    for period in (AUGUST, SEPTEMBER | {"period_from": date(2026, 8, 31)}):
        with pytest.raises(PeriodCounted):
            measured(life, period)


def test_periods_with_a_gap_between_them_are_not_running() -> None:
    life = a_measured_life()

    measured(life, JULY)
    measured(life, SEPTEMBER)
    between = life.audit.standards[TALKS].is_met
    measured(life, OCTOBER)

    assert (between, life.audit.status) == (False, AuditStatus.CLOSED)


def test_a_period_counts_only_once_its_last_day_is_over() -> None:
    life = a_measured_life().wait(on("2026-11-30 23:59"))

    with pytest.raises(PeriodNotOver):
        measured(life, NOVEMBER)
    life.wait(on("2026-12-01 00:00"))
    measured(life, NOVEMBER)

    assert [one.last for one in life.audit.standards[TALKS].periods] == [date(2026, 11, 30)]


def test_bad_counts_while_people_still_act_are_only_counted() -> None:
    life = a_measured_life()

    measured(life, AUGUST, met=2)

    assert (life.audit.status, life.audit.cycle) == (AuditStatus.ACTING, 1)


def test_bad_counts_while_checking_start_the_next_cycle() -> None:
    life = a_measured_life()
    life.give(c.Cancel, FELL)

    measured(life, AUGUST, met=2)

    assert life.kinds("standard_measured", "cycle_started", "action_opened")[-3:] == [
        "standard_measured",
        "cycle_started",
        "action_opened",
    ]
    assert life.audit.standards[TALKS].periods == ()


def test_too_few_cases_while_checking_show_nothing_either_way() -> None:
    life = a_measured_life()
    life.give(c.Cancel, FELL)

    measured(life, AUGUST, met=1, total=4)

    assert (life.audit.status, life.of(e.CycleStarted)) == (AuditStatus.CHECKING, [])


def test_counts_that_cannot_be_are_refused() -> None:
    life = Life(a_start(a_finding(VISITS), met_by_grade=(TALKS,)))

    with pytest.raises(TooManyMet):
        measured(life, AUGUST, met=11)
    with pytest.raises(PeriodBackwards):
        measured(life, {"period_from": date(2026, 10, 2), "period_to": date(2026, 10, 1)})
    with pytest.raises(AlreadyMet):
        measured(life, AUGUST)
    with pytest.raises(NotMeasured):
        life.give(c.Measure, STOAT, standard=VISITS)
