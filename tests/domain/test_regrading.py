"""A grade that turns out to be another: dates run anew by its timescale, and the first date of each action stays."""

import pytest

from domain import events as e
from domain.correction_errors import StartedBefore, UnknownGrade
from domain.evolve import evolve
from domain.regrading import refound, regraded
from tests.builders import MONDAY, PLANS, VISITS, a_finding, a_start, on, some_rules
from tests.life import Life

TENTH, TWENTIETH = on("2026-11-17 00:00"), on("2026-12-01 00:00")


def test_a_better_grade_moves_each_date_the_rules_had_set_and_keeps_the_first() -> None:
    life = Life(a_start(a_finding(PLANS)))

    events = regraded(life.audit, "good", {}, MONDAY)

    assert [event.kind for event in events] == ["audit_regraded", "action_replanned"]
    after = life.audit
    for event in events:
        after = evolve(after, event)
    action = after.actions["a-1"]
    assert (action.original_due_at, action.due_at) == (TENTH, TWENTIETH)
    assert (after.overall, after.rules.timescale) == ("good", life.audit.rules.timescales["good"])


def test_a_worse_grade_makes_its_standard_unmet_and_opens_an_action() -> None:
    life = Life(a_start(a_finding(PLANS), overall="good", met_by_grade=(VISITS,), rules=some_rules("good")))

    events = regraded(life.audit, "inadequate", {}, MONDAY)

    [opened] = [event for event in events if isinstance(event, e.ActionOpened)]
    assert (opened.standard, opened.due_at) == (VISITS, TENTH)


def test_a_better_grade_shows_a_standard_met_that_no_finding_speaks_against() -> None:
    life = Life(a_start(a_finding(PLANS), unmet_by_grade=(VISITS,)))

    kinds = [event.kind for event in regraded(life.audit, "good", {}, MONDAY)]

    assert kinds[-2:] == ["standard_met", "action_overtaken"]


def test_a_standard_that_each_such_audit_acts_on_stays_unmet_whatever_the_grade() -> None:
    rules = some_rules().model_copy(update={"standing": (VISITS,)})
    life = Life(a_start(a_finding(PLANS), unmet_by_grade=(VISITS,), rules=rules))

    events = regraded(life.audit, "good", {}, MONDAY)

    assert {event.kind for event in events} == {"audit_regraded", "action_replanned"}


def test_a_standard_stays_unmet_while_a_finding_says_so() -> None:
    life = Life(a_start(a_finding(VISITS)))

    kinds = [event.kind for event in regraded(life.audit, "good", {}, MONDAY)]

    assert kinds == ["audit_regraded", "action_replanned"]


def test_nothing_follows_from_grades_and_findings_that_are_the_same() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS, is_met=True)))

    assert refound(life.audit, life.audit, MONDAY) == []


def test_a_grade_nobody_knows_and_an_audit_of_before_are_refused() -> None:
    life = Life()
    old = Life(a_start(rules=some_rules().model_copy(update={"timescales": {}})))

    with pytest.raises(UnknownGrade):
        regraded(life.audit, "splendid", {}, MONDAY)
    with pytest.raises(StartedBefore):
        regraded(old.audit, "good", {}, MONDAY)
