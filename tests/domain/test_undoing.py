"""A verification that should not have been is undone: the claim stands, and waits for its verifier again."""

from datetime import timedelta

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import ActionStatus, AuditStatus
from domain.correction_errors import CheckedSince
from domain.errors import ActionElsewhere, AuditOver, NoReason, NotAllowed
from tests.builders import CAIRN, FELL, HERON, PLANS, PLOVER, VISITS, WREN, a_finding, a_start, on
from tests.life import Life


def verified() -> Life:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS, owner=WREN)))
    life.give(c.ClaimDone, WREN)
    life.wait(timedelta(days=1))
    life.give(c.Verify, HERON)
    return life


def test_the_claim_waits_for_its_verifier_again_and_both_are_told() -> None:
    life = verified()

    [undone] = life.give(c.UndoVerify, FELL)

    assert isinstance(undone, e.VerificationUndone)
    assert (life.action.status, life.action.claimed_by) == (ActionStatus.DONE_CLAIMED, WREN)
    assert life.sent[-2:] == [("claimed_again", HERON), ("verify_undone", WREN)]
    life.wait(timedelta(days=5))
    assert [one.matter for one in life.of(e.Escalated)] == ["verification"]


def test_it_is_as_late_as_it_was_when_it_was_claimed() -> None:
    life = verified()
    life.wait(on("2026-11-20 09:00")).give(c.UndoVerify, FELL)

    [again] = life.give(c.Verify, PLOVER)

    assert isinstance(again, e.ActionVerified)
    assert not again.is_late


def test_an_audit_that_was_checking_goes_back_to_acting_and_its_check_keeps_its_date() -> None:
    life = Life()
    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)
    [check] = life.of(e.CheckingStarted)
    places = [life.audit.status]

    life.give(c.UndoVerify, FELL)
    places.append(life.audit.status)
    life.wait(timedelta(days=2)).give(c.Verify, HERON)

    assert [*places, life.audit.status] == [AuditStatus.CHECKING, AuditStatus.ACTING, AuditStatus.CHECKING]
    assert [one.due_at for one in life.of(e.CheckingStarted)] == [check.due_at] * 2


def test_sent_back_it_is_open_and_the_claim_of_then_is_forgotten() -> None:
    life = verified()
    life.give(c.UndoVerify, FELL)

    life.give(c.SendBack, HERON)

    assert (life.action.status, life.action.last_claim) == (ActionStatus.OPEN, None)


def test_only_what_was_verified_is_undone_with_a_reason_and_not_twice() -> None:
    life = verified()

    with pytest.raises(NoReason):
        life.give(c.UndoVerify, FELL, reason=None)
    with pytest.raises(ActionElsewhere):
        life.give(c.UndoVerify, FELL, action_id="a-2")
    life.give(c.UndoVerify, FELL)
    with pytest.raises(ActionElsewhere):
        life.give(c.UndoVerify, FELL)


def test_neither_the_owner_nor_whoever_claimed_it_undoes_it() -> None:
    life = Life(a_start(a_finding(VISITS, owner=FELL), a_finding(PLANS)))
    life.give(c.ClaimDone, FELL)
    life.give(c.Reassign, CAIRN, owner=WREN)
    life.give(c.Verify, HERON)

    with pytest.raises(NotAllowed, match="a director may undo this verification"):
        life.give(c.UndoVerify, FELL)
    assert life.give(c.UndoVerify, CAIRN)


@pytest.mark.parametrize("is_met", [True, False], ids=["met", "unmet"])
def test_once_its_standard_was_checked_it_is_too_late(is_met: bool) -> None:  # noqa: FBT001 - what the check found
    life = verified()
    life.give(c.Judge, PLOVER, is_met=is_met)

    with pytest.raises(CheckedSince):
        life.give(c.UndoVerify, FELL)


def test_in_an_audit_that_is_over_nothing_is_undone() -> None:
    life = verified()
    life.give(c.Withdraw, CAIRN)

    with pytest.raises(AuditOver):
        life.give(c.UndoVerify, FELL)
