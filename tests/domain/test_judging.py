"""A standard is judged met, or its actions go on in the next cycle, and after the last somebody accountable answers."""

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import ActionStatus, AuditStatus
from domain.errors import AlreadyMet, NoOwner, UnknownStandard
from domain.rules import Rules
from tests.builders import (
    ASH,
    FELL,
    HEALTH,
    HERON,
    PLANS,
    PLOVER,
    VISITS,
    WREN,
    a_finding,
    a_start,
    on,
    some_rules,
    words,
)
from tests.life import Life


def two_standards(rules: Rules | None = None) -> Life:
    return Life(a_start(a_finding(VISITS), a_finding(PLANS), rules=rules or some_rules()))


def done(life: Life, action_id: str, owner: str = WREN) -> None:
    life.give(c.ClaimDone, owner, action_id=action_id)
    life.give(c.Verify, HERON, action_id=action_id)


def test_an_audit_closes_when_every_standard_is_shown_met() -> None:
    life = two_standards()
    done(life, "a-1")

    life.give(c.Judge, PLOVER, standard=VISITS)
    between = life.audit
    life.give(c.Judge, PLOVER, standard=PLANS)

    assert (between.status, life.audit.status) == (AuditStatus.ACTING, AuditStatus.CLOSED)


def test_what_is_still_open_when_its_standard_is_met_is_overtaken_and_late_if_it_was() -> None:
    life = two_standards().wait(on("2026-11-18 10:00"))

    life.give(c.Judge, PLOVER, standard=VISITS)

    assert [(one.action_id, one.is_late) for one in life.of(e.ActionOvertaken)] == [("a-1", True)]


def test_what_was_claimed_in_time_is_not_late_when_it_is_overtaken() -> None:
    life = two_standards()
    life.give(c.ClaimDone, WREN)
    life.wait(on("2026-11-18 10:00"))

    life.give(c.Judge, PLOVER, standard=VISITS)

    assert [one.is_late for one in life.of(e.ActionOvertaken)] == [False]


def test_actions_of_an_unmet_standard_are_carried_and_their_first_date_stays() -> None:
    life = two_standards().wait(on("2026-11-18 10:00"))
    first = life.action.original_due_at

    life.give(c.Judge, PLOVER, is_met=False)

    assert (life.action.cycle, life.action.status, life.action.original_due_at) == (2, ActionStatus.OPEN, first)
    assert life.action.due_at == on("2026-12-03 00:00")
    assert life.audit.actions["a-2"].cycle == 1


def test_of_a_mixture_only_what_is_unfinished_is_carried() -> None:
    life = Life(a_start(a_finding(), a_finding(outcome=words("b")), a_finding(outcome=words("c"))))
    done(life, "a-1")
    life.give(c.ClaimDone, WREN, action_id="a-2")

    life.give(c.Judge, PLOVER, is_met=False)

    assert [one.action_id for one in life.of(e.ActionCarried)] == ["a-2", "a-3"]
    assert [str(one.status) for one in life.audit.actions.values()] == ["verified", "open", "open"]


def test_where_everything_was_done_and_the_standard_is_still_unmet_a_new_action_opens() -> None:
    life = Life()
    done(life, "a-1")

    life.give(c.Judge, PLOVER, is_met=False)

    opened = life.audit.actions["a-2"]
    assert (opened.cycle, opened.owner, opened.standard) == (2, WREN, VISITS)
    assert life.audit.status is AuditStatus.ACTING


def test_a_new_action_of_a_statutory_standard_is_statutory_too() -> None:
    life = Life(a_start(a_finding(HEALTH)))
    done(life, "a-1")

    life.give(c.Judge, PLOVER, standard=HEALTH, is_met=False)

    assert life.audit.actions["a-2"].is_statutory
    assert life.audit.actions["a-2"].due_at == life.action.original_due_at


def test_the_next_cycle_starts_one_step_higher() -> None:
    life = Life()
    life.give(c.Judge, PLOVER, is_met=False)

    life.wait(on("2026-11-24 10:00"))

    assert [(one.at, one.level, one.role) for one in life.of(e.Escalated)] == [
        (on("2026-11-17 09:00"), 2, "service_manager"),
        (on("2026-11-23 09:00"), 3, "head_of_service"),
    ]
    assert life.audit.level == 3


def test_a_cycle_beyond_the_ladder_stays_on_its_highest_step() -> None:
    life = Life(a_start(rules=some_rules(cycles=9)))
    for _ in range(5):
        life.give(c.Judge, PLOVER, is_met=False)

    life.wait(on("2026-11-24 10:00"))

    assert [(one.level, one.role, one.repeats) for one in life.of(e.Escalated)] == [
        (3, "head_of_service", 0),
        (3, "head_of_service", 1),
    ]


def test_after_the_last_cycle_the_audit_is_handed_to_somebody_accountable() -> None:
    life = Life()
    life.give(c.Judge, PLOVER, is_met=False)

    life.give(c.Judge, PLOVER, is_met=False)

    assert life.audit.status is AuditStatus.HANDED_OVER
    assert life.of(e.AuditHandedOver)[0].because == "last_cycle"
    assert life.sent[-1] == ("handed_over", "cairn")


def test_a_standard_met_before_and_judged_unmet_in_the_last_cycle_keeps_the_audit_from_closing() -> None:
    life = two_standards(some_rules(cycles=1))
    life.give(c.Judge, PLOVER, standard=VISITS)

    life.give(c.Judge, PLOVER, standard=VISITS, is_met=False)
    life.give(c.Judge, PLOVER, standard=PLANS)

    assert life.audit.status is AuditStatus.HANDED_OVER
    assert [state.standard for state in life.audit.unmet] == [VISITS]


def test_a_standard_met_by_its_grade_and_judged_unmet_gets_an_action() -> None:
    life = Life(a_start(a_finding(VISITS), met_by_grade=(PLANS,)))

    life.give(c.Judge, PLOVER, standard=PLANS, is_met=False)

    assert [(one.standard, one.owner) for one in life.audit.actions.values()] == [(VISITS, WREN), (PLANS, ASH)]


def test_judging_unmet_what_nobody_would_own_asks_for_an_owner() -> None:
    life = Life(a_start(a_finding(VISITS), met_by_grade=(PLANS,), owners={"practitioner": WREN}))

    with pytest.raises(NoOwner):
        life.give(c.Judge, PLOVER, standard=PLANS, is_met=False)


def test_a_standard_judged_while_checking_takes_the_other_one_back_to_acting_with_it() -> None:
    life = two_standards()
    life.give(c.Cancel, FELL)
    life.give(c.Cancel, FELL, action_id="a-2")
    checking = life.audit.status

    life.give(c.Judge, PLOVER, is_met=False)

    assert (checking, life.audit.status, life.audit.check) == (AuditStatus.CHECKING, AuditStatus.ACTING, None)


def test_the_check_goes_on_while_another_standard_is_still_unmet() -> None:
    life = two_standards()
    life.give(c.Cancel, FELL)
    life.give(c.Cancel, FELL, action_id="a-2")
    check = life.audit.check

    life.give(c.Judge, PLOVER)

    assert (life.audit.status, life.audit.check) == (AuditStatus.CHECKING, check)


def test_what_is_met_cannot_be_judged_met_again_nor_what_is_not_there() -> None:
    life = two_standards()
    life.give(c.Judge, PLOVER)

    with pytest.raises(AlreadyMet):
        life.give(c.Judge, PLOVER)
    with pytest.raises(UnknownStandard):
        life.give(c.Judge, PLOVER, standard=HEALTH)
