"""An audit starts with its findings, and with one action for each that calls for one."""

from datetime import date
from typing import Any

import pytest

from domain import events as e
from domain.audit import ActionStatus, AuditStatus
from domain.decide import decide
from domain.errors import DateAfterLimit, DateInPast, DateTooFar, DuplicateFinding, NoOwner, UnknownStandard
from tests.builders import HEALTH, MONDAY, PLANS, ROBIN, VISITS, WREN, a_finding, a_start, on, words
from tests.life import Life


def test_each_finding_that_is_not_met_gets_its_action_from_the_template() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS)))

    visits, plans = life.audit.actions.values()
    assert (visits.owner, visits.title, visits.due_at) == (WREN, "Put visits right", on("2026-11-17 00:00"))
    assert (plans.owner, plans.standard, plans.status) == ("ash", PLANS, ActionStatus.OPEN)


def test_a_strength_gets_no_action_and_says_why() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS, finding_id="f-strength", is_met=True)))

    left = life.of(e.FindingLeft)
    assert [(one.finding_id, one.because) for one in left] == [("f-strength", "met")]
    assert life.audit.standards[PLANS].is_met


def test_two_findings_that_ask_for_the_same_share_one_action() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(VISITS, finding_id="f-again")))

    (left,) = life.of(e.FindingLeft)
    assert (left.finding_id, left.because, left.action_id) == ("f-again", "duplicate", "a-1")
    assert list(life.audit.actions) == ["a-1"]


def test_two_findings_about_one_standard_with_outcomes_of_their_own_get_two_actions() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(VISITS, outcome=words("seen alone"))))

    assert list(life.audit.actions) == ["a-1", "a-2"]


def test_a_safety_concern_is_never_left_to_an_ordinary_action() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(VISITS, is_safety=True)))

    assert [action.is_safety for action in life.audit.actions.values()] == [False, True]


def test_an_ordinary_finding_may_be_left_to_the_safety_action() -> None:
    life = Life(a_start(a_finding(VISITS, is_safety=True), a_finding(VISITS)))

    assert [action.is_safety for action in life.audit.actions.values()] == [True]


def test_a_safety_concern_is_acted_on_even_where_the_standard_is_met() -> None:
    life = Life(a_start(a_finding(VISITS, is_safety=True, is_met=True)))

    assert life.action.is_safety
    assert life.audit.status is AuditStatus.ACTING


def test_a_safety_concern_is_due_in_hours_whatever_later_day_was_chosen() -> None:
    life = Life(a_start(a_finding(VISITS, is_safety=True, due=date(2026, 12, 24))))

    assert life.action.due_at == on("2026-11-02 14:00")


def test_a_standard_unmet_by_its_grade_alone_gets_an_action_too() -> None:
    life = Life(a_start(a_finding(VISITS), unmet_by_grade=(PLANS, PLANS), met_by_grade=(HEALTH,)))

    assert [(one.action_id, one.standard) for one in life.audit.actions.values()] == [("a-1", VISITS), ("a-2", PLANS)]
    assert {key: state.is_met for key, state in life.audit.standards.items()} == {
        VISITS: False,
        PLANS: False,
        HEALTH: True,
    }


def test_a_finding_that_is_not_met_outweighs_a_good_grade() -> None:
    life = Life(a_start(a_finding(VISITS), met_by_grade=(VISITS,)))

    assert not life.audit.standards[VISITS].is_met


def test_an_audit_that_found_everything_met_closes_as_it_starts() -> None:
    life = Life(a_start(a_finding(VISITS, is_met=True)))

    assert life.audit.status is AuditStatus.CLOSED


def test_the_law_s_limit_comes_before_a_longer_timescale() -> None:
    life = Life(a_start(a_finding(HEALTH)))

    assert life.action.due_at == on("2026-11-24 00:00")
    assert life.action.is_statutory


def test_a_finding_may_name_its_own_owner_and_day() -> None:
    life = Life(a_start(a_finding(VISITS, owner=ROBIN, due=date(2026, 11, 6))))

    assert (life.action.owner, life.action.due_at) == (ROBIN, on("2026-11-07 00:00"))


def test_an_action_may_be_due_on_the_day_of_the_return() -> None:
    life = Life(a_start(a_finding(VISITS, due=date(2026, 11, 2))))

    assert life.action.due_at == on("2026-11-03 00:00")


def test_reminders_whose_time_has_gone_are_never_sent() -> None:
    life = Life(a_start(a_finding(VISITS, due=date(2026, 11, 5)))).wait(on("2026-11-06 00:00"))

    assert [event.at for event in life.of(e.ActionReminded)] == [on("2026-11-04 09:00")]


def test_starting_twice_starts_one() -> None:
    life = Life()

    assert decide(life.audit, a_start(command_id="another"), MONDAY) == []


@pytest.mark.parametrize(
    ("refusal", "start"),
    [
        (DuplicateFinding, a_start(a_finding(finding_id="f-1"), a_finding(PLANS, finding_id="f-1"))),
        (UnknownStandard, a_start(a_finding("supervision"))),
        (UnknownStandard, a_start(unmet_by_grade=("supervision",))),
        (NoOwner, a_start(owners={})),
        (DateInPast, a_start(a_finding(due=date(2026, 11, 1)))),
        (DateAfterLimit, a_start(a_finding(HEALTH, due=date(2026, 11, 24)))),
        (DateTooFar, a_start(a_finding(due=date.max))),
    ],
)
def test_a_start_that_cannot_be_is_refused(refusal: type[Exception], start: Any) -> None:
    with pytest.raises(refusal):
        decide(None, start, MONDAY)
