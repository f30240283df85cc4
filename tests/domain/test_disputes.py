"""Disputes of a grade or an action: held, decided in time, or gone up."""

from datetime import timedelta

import pytest

from domain import commands as c
from domain import events as e
from domain.errors import ActionElsewhere, NotAllowed
from domain.moderation_errors import AlreadyDisputed, DisputeSettled, DisputeTooLate, NoGrade, NothingDisputed
from tests.builders import ASH, FELL, HERON, MOSS, ROBIN, STOAT, TARN, VISITS, WREN, a_finding, words
from tests.domain.moderated import SWIFT, a_moderated_life
from tests.life import Life

WHY = {"reason": words("not mine to do")}
SO = {"note": words("seen both")}


def disputed(*findings: c.FindingSeen) -> Life:
    life = a_moderated_life(*findings)
    life.give(c.DisputeAction, WREN, **WHY)
    return life


def test_the_decider_above_the_auditor_is_told() -> None:
    assert ("dispute", MOSS) in disputed().sent


def test_nobody_chases_a_disputed_action_and_undecided_it_goes_up() -> None:
    life = disputed().wait(timedelta(days=30))

    assert life.kinds("action_reminded", "action_overdue") == []
    assert ("escalation_dispute", FELL) in life.sent
    assert ("escalation_dispute", TARN) in life.sent


def test_a_disputed_safety_concern_is_chased_all_the_same() -> None:
    life = disputed(a_finding(VISITS, owner=WREN, is_safety=True)).wait(timedelta(days=2))

    assert ("escalation_safety", ASH) in life.sent


def test_rejected_it_is_chased_again_from_its_first_date() -> None:
    life = disputed().wait(timedelta(days=20))
    due = life.action.due_at

    life.give(c.DecideDispute, MOSS, is_upheld=False, **SO)
    life.wait(timedelta(days=5))

    assert life.action.due_at == life.action.original_due_at == due
    assert ("overdue", WREN) in life.sent
    assert ("escalation_action", ASH) in life.sent
    assert life.sent.count(("dispute_decided", WREN)) == life.sent.count(("dispute_decided", HERON)) == 1


def test_upheld_the_action_is_cancelled() -> None:
    life = disputed()

    life.give(c.DecideDispute, MOSS, is_upheld=True, **SO)

    assert life.action.status == "cancelled"


def test_a_disputed_grade_that_is_upheld_becomes_the_one_the_decider_names() -> None:
    life = a_moderated_life()
    first = life.action.original_due_at
    life.give(c.DisputeGrade, ASH, **WHY)

    with pytest.raises(NoGrade):
        life.give(c.DecideGrade, MOSS, is_upheld=True, **SO)
    life.give(c.DecideGrade, MOSS, is_upheld=True, overall="good", **SO)

    [regraded] = life.of(e.AuditRegraded)
    assert (regraded.before, regraded.overall) == ("inadequate", "good")
    assert life.action.due_at > life.action.original_due_at == first


@pytest.mark.parametrize("by", [ROBIN, ASH, HERON, STOAT])
def test_an_action_is_disputed_by_its_owner_alone(by: str) -> None:
    with pytest.raises(NotAllowed):
        a_moderated_life().give(c.DisputeAction, by, **WHY)


@pytest.mark.parametrize("by", [ROBIN, HERON, STOAT, SWIFT])
def test_a_grade_is_disputed_by_those_it_concerns(by: str) -> None:
    with pytest.raises(NotAllowed):
        a_moderated_life().give(c.DisputeGrade, by, **WHY)


NEVER = r"and never a party to it \(heron, wren\),"


@pytest.mark.parametrize("by", [WREN, ASH, HERON, SWIFT])
def test_nobody_below_the_decider_decides(by: str) -> None:
    with pytest.raises(
        NotAllowed, match=rf"^Only a service manager, .* or a director, {NEVER} may decide this dispute: "
    ):
        disputed().give(c.DecideDispute, by, is_upheld=True, **SO)


def test_whoever_disputes_does_not_decide() -> None:
    life = a_moderated_life()
    life.give(c.DisputeGrade, MOSS, **WHY)

    with pytest.raises(NotAllowed):
        life.give(c.DecideGrade, MOSS, is_upheld=False, **SO)
    life.give(c.DecideGrade, FELL, is_upheld=False, **SO)


def test_a_thing_is_disputed_once() -> None:
    life = disputed()
    with pytest.raises(AlreadyDisputed):
        life.give(c.DisputeAction, WREN, **WHY)

    life.give(c.DecideDispute, MOSS, is_upheld=False, **SO)

    with pytest.raises(DisputeSettled):
        life.give(c.DisputeAction, WREN, **WHY)
    with pytest.raises(NothingDisputed):
        life.give(c.DecideDispute, MOSS, is_upheld=False, **SO)


def test_a_dispute_comes_in_time_or_not_at_all() -> None:
    life = a_moderated_life().wait(timedelta(days=20))

    with pytest.raises(DisputeTooLate):
        life.give(c.DisputeAction, WREN, **WHY)
    with pytest.raises(DisputeTooLate):
        life.give(c.DisputeGrade, ASH, **WHY)


def test_what_is_claimed_done_is_not_disputed_any_more() -> None:
    life = a_moderated_life()
    life.give(c.ClaimDone, WREN)

    with pytest.raises(ActionElsewhere):
        life.give(c.DisputeAction, WREN, **WHY)
