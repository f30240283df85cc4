"""A check has one date in each cycle, and an action added meanwhile neither moves it nor quietens its chase."""

from datetime import timedelta

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from tests.builders import FELL, HERON, PLOVER, WREN, on
from tests.life import Life

DUE = on("2026-12-01 00:00")


def being_checked() -> Life:
    """An audit whose standard is to be checked by the end of November."""
    life = Life()
    life.give(c.Cancel, FELL)
    return life


def add(life: Life, action_id: str) -> None:
    life.give(c.AddAction, HERON, action_id=action_id, due=(life.now + timedelta(days=60)).date())


def finish(life: Life, action_id: str) -> None:
    life.give(c.ClaimDone, WREN, action_id=action_id)
    life.give(c.Verify, HERON, action_id=action_id)


def test_an_action_added_and_finished_does_not_move_the_date_of_the_check() -> None:
    life = being_checked().wait(on("2026-11-20 10:00"))

    add(life, "x-1")
    finish(life, "x-1")

    assert life.audit.status is AuditStatus.CHECKING
    assert [one.due_at for one in life.of(e.CheckingStarted)] == [DUE, DUE]


def test_a_check_is_chased_on_while_an_added_action_is_open() -> None:
    life = being_checked().wait(on("2026-11-20 10:00"))

    add(life, "x-1")
    life.wait(on("2026-12-02 12:00"))
    finish(life, "x-1")
    life.wait(on("2026-12-08 10:00"))

    assert [(one.level, one.at) for one in life.of(e.Escalated) if one.matter == "check"] == [
        (1, on("2026-12-01 09:00")),
        (2, on("2026-12-07 09:00")),
    ]
    assert [one.at for one in life.of(e.CheckOverdue)] == [DUE]


def test_the_next_cycle_has_a_check_of_its_own() -> None:
    life = being_checked().wait(on("2026-11-20 10:00"))
    add(life, "x-1")

    life.give(c.Judge, PLOVER, is_met=False)
    between = life.audit.check
    finish(life, "x-1")

    assert between is None
    assert [one.due_at for one in life.of(e.CheckingStarted)] == [DUE, on("2026-12-19 00:00")]
