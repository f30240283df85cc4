"""A paused action is left alone until its pause is over; one that waits for another has no clock until then."""

from datetime import date

import pytest

from domain import commands as c
from domain import events as e
from domain.errors import NoReason
from domain.extension_errors import (
    AlreadyPaused,
    LawRuns,
    NoPauseLeft,
    NotPaused,
    NotWaiting,
    OtherFinished,
    PauseTooLong,
    SafetyRuns,
    WaitLoops,
    Waits,
)
from tests.builders import ASH, FELL, HEALTH, HERON, PLANS, VISITS, WREN, a_finding, a_start, on
from tests.life import Life

TENTH = on("2026-11-17 00:00")


def test_nothing_chases_a_paused_action_and_it_goes_on_by_itself_with_its_date_moved() -> None:
    life = Life()
    life.give(c.PauseAction, ASH, until=date(2026, 11, 25))

    life.wait(on("2026-11-26 12:00"))

    assert life.kinds("action_reminded", "action_overdue", "escalated", "action_resumed") == ["action_resumed"]
    [resumed] = life.of(e.ActionResumed)
    assert resumed.true_at == on("2026-11-26 00:00")
    # Ten working days were left on 2 November, and ten are left on the 26th.
    assert (life.action.due_at, life.action.original_due_at) == (on("2026-12-11 00:00"), TENTH)


def test_without_an_end_it_lasts_as_long_as_the_framework_allows_and_no_longer_ever_after() -> None:
    life = Life()
    life.give(c.PauseAction, ASH)
    assert life.action.pause
    assert life.action.pause.until == on("2026-12-01 00:00")
    life.wait(on("2026-12-01 10:00"))

    with pytest.raises(NoPauseLeft):
        life.give(c.PauseAction, ASH)


def test_an_overdue_action_stays_overdue_and_its_ladder_goes_on_after_the_pause() -> None:
    life = Life().wait(on("2026-11-18 10:00"))
    told = len(life.of(e.Escalated))
    life.give(c.PauseAction, ASH, until=date(2026, 11, 27))
    life.wait(on("2026-11-27 12:00"))
    assert len(life.of(e.Escalated)) == told

    life.wait(on("2026-12-09 12:00"))

    assert life.action.due_at == TENTH
    assert [one.level for one in life.of(e.Escalated)[told:]] == [2, 3]


def test_it_is_resumed_by_command_or_by_a_claim() -> None:
    life = Life()
    life.give(c.PauseAction, ASH)
    life.give(c.ResumeAction, FELL)
    life.give(c.PauseAction, ASH)
    life.give(c.ClaimDone, WREN)

    assert life.kinds()[-2:] == ["action_resumed", "action_claimed"]
    assert life.action.pause is None


def test_the_ladder_of_an_action_that_was_late_before_its_pause_goes_on_as_much_later() -> None:
    life = Life().wait(on("2026-11-18 10:00"))
    life.give(c.PauseAction, ASH)
    life.wait(on("2026-11-25 10:00")).give(c.ResumeAction, ASH)

    life.wait(on("2026-12-08 10:00"))

    assert life.action.due_at == TENTH
    steps = [(one.true_at, one.level) for one in life.of(e.Escalated)]
    assert steps == [(on(f"2026-{day} 09:00"), n) for n, day in enumerate(("11-17", "11-30", "12-07"), 1)]


def test_what_cannot_be_paused_or_resumed_says_so() -> None:
    life = Life()
    with pytest.raises(NotPaused):
        life.give(c.ResumeAction, ASH)
    with pytest.raises(NoReason):
        life.give(c.PauseAction, ASH, reason=None)
    with pytest.raises(PauseTooLong, match=r"^Action a-1 must go on by the end of .*: give an earlier day\.$"):
        life.give(c.PauseAction, ASH, until=date(2026, 12, 1))
    life.give(c.PauseAction, ASH)
    with pytest.raises(AlreadyPaused):
        life.give(c.PauseAction, ASH)
    with pytest.raises(SafetyRuns):
        Life(a_start(a_finding(is_safety=True))).give(c.PauseAction, ASH)


def two() -> Life:
    return Life(a_start(a_finding(VISITS), a_finding(PLANS, owner=WREN), a_finding(HEALTH)))


@pytest.mark.parametrize("is_done", [True, False], ids=["verified", "cancelled"])
def test_the_clock_starts_when_the_other_is_finished_however_it_finishes(*, is_done: bool) -> None:
    life = two()
    life.give(c.WaitFor, HERON)
    life.wait(on("2026-11-20 10:00"))
    assert [one.action_id for one in life.of(e.ActionOverdue)] == ["a-2"]

    if is_done:
        life.give(c.ClaimDone, WREN, action_id="a-2")
        life.give(c.Verify, HERON, action_id="a-2")
    else:
        life.give(c.Cancel, FELL, action_id="a-2")

    [started] = life.of(e.ClockStarted)
    assert (started.action_id, started.due_at) == ("a-1", on("2026-12-05 00:00"))
    assert (life.action.due_at, life.action.original_due_at) == (started.due_at, TENTH)
    assert life.sent[-1] == ("clock_started", WREN)


def test_a_wait_can_be_ended_before() -> None:
    life = two()
    life.give(c.WaitFor, HERON)
    life.give(c.Unwait, ASH)

    assert life.action.waits_for is None
    with pytest.raises(NotWaiting):
        life.give(c.Unwait, ASH)


def test_actions_never_wait_for_each_other_in_a_loop() -> None:
    life = two()
    life.give(c.AddAction, HERON, action_id="x-1")
    life.give(c.WaitFor, HERON)
    life.give(c.WaitFor, HERON, action_id="a-2", other="x-1")

    for action_id in ("x-1",):
        with pytest.raises(WaitLoops):
            life.give(c.WaitFor, HERON, action_id=action_id, other="a-1")
    with pytest.raises(WaitLoops):
        life.give(c.WaitFor, HERON, action_id="x-1", other="x-1")


def test_what_cannot_wait_says_so() -> None:
    life = two()
    with pytest.raises(LawRuns):
        life.give(c.WaitFor, HERON, action_id="a-3")
    life.give(c.WaitFor, HERON)
    with pytest.raises(Waits):
        life.give(c.WaitFor, HERON, other="a-3")
    with pytest.raises(Waits):
        life.give(c.PauseAction, ASH)
    life.give(c.Cancel, FELL, action_id="a-2")
    with pytest.raises(OtherFinished):
        life.give(c.WaitFor, HERON)
