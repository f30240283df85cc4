"""An audit that cannot go on is handed to somebody who answers for it, or withdrawn by name and reason."""

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.errors import AuditOver, NoReason
from domain.moments import next_moment
from tests.builders import CAIRN, FELL, HERON, PLANS, PLOVER, TARN, VISITS, WREN, a_finding, a_start, on
from tests.life import Life


def handed_over() -> Life:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS)))
    life.give(c.HandOver, TARN)
    return life


def test_the_person_it_is_handed_to_is_told_at_once_and_again_and_again() -> None:
    life = handed_over().wait(on("2027-01-05 10:00"))

    assert [one.at for one in life.of(e.Escalated)] == [on("2026-11-30 09:00"), on("2026-12-30 09:00")]
    assert [person for _, person in life.sent[2:]] == [CAIRN, CAIRN, CAIRN]


def test_its_ordinary_actions_are_chased_no_more_and_can_still_be_done() -> None:
    life = handed_over().wait(on("2026-11-25 10:00"))

    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)

    assert life.kinds("action_overdue", "escalated") == []
    assert life.audit.status is AuditStatus.HANDED_OVER


def test_it_closes_when_the_last_standard_is_met() -> None:
    life = handed_over()

    life.give(c.Judge, PLOVER, standard=VISITS)
    life.give(c.Judge, PLOVER, standard=PLANS)

    assert life.audit.status is AuditStatus.CLOSED
    assert next_moment(life.audit) is None


def test_an_unmet_standard_starts_its_next_cycle_there_too_and_it_stays_handed_over() -> None:
    life = handed_over()

    life.give(c.Judge, PLOVER, is_met=False)
    life.give(c.Judge, PLOVER, is_met=False)

    assert (life.audit.status, life.audit.cycle) == (AuditStatus.HANDED_OVER, 2)
    assert len(life.of(e.AuditHandedOver)) == 1


def test_it_can_be_handed_on_and_the_rounds_begin_anew() -> None:
    life = handed_over().wait(on("2026-11-20 10:00"))

    life.give(c.HandOver, TARN, to=TARN)

    assert next_moment(life.audit) == on("2026-12-18 09:00")
    life.wait(on("2026-12-18 10:00"))
    # Tarn is no director; yet it is Tarn who answers for it.
    assert life.sent[2:] == [("handed_over", CAIRN), ("handed_over", TARN), ("escalation_handover", TARN)]


def test_withdrawing_cancels_what_is_open_and_ends_the_audit_unmet() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS)))

    life.give(c.Withdraw, CAIRN)

    assert life.kinds()[-3:] == ["action_cancelled", "action_cancelled", "audit_withdrawn"]
    assert (life.audit.status, len(life.audit.unmet), life.audit.level) == (AuditStatus.WITHDRAWN, 2, 0)


def test_both_need_a_reason() -> None:
    life = Life()

    for kind, by in ((c.HandOver, TARN), (c.Withdraw, CAIRN)):
        with pytest.raises(NoReason):
            life.give(kind, by, reason=None)


def test_nothing_changes_any_more_once_it_is_over() -> None:
    life = Life()
    life.give(c.Withdraw, CAIRN)

    with pytest.raises(AuditOver):
        life.give(c.AddAction, HERON)
    with pytest.raises(AuditOver):
        life.give(c.Cancel, FELL)
