"""Reminders before a date, then up the ladder, each level in its turn, until somebody acts."""

from datetime import timedelta

import pytest

from domain import commands as c
from domain import events as e
from domain.errors import AlreadyAcknowledged, NotAllowed
from tests.builders import (
    ASH,
    FELL,
    HERON,
    LINE,
    MOSS,
    PLANS,
    VISITS,
    WREN,
    a_directory,
    a_finding,
    a_start,
    on,
    some_rules,
)
from tests.life import Life

OVERDUE = on("2026-11-17 00:00")
STEPS = [on("2026-11-17 09:00"), on("2026-11-23 09:00"), on("2026-11-30 09:00")]


def test_an_action_is_reminded_of_told_overdue_and_climbs_in_working_days() -> None:
    life = Life().wait(on("2026-11-30 10:00"))

    assert [one.at for one in life.of(e.ActionReminded)] == [on("2026-11-09 09:00"), on("2026-11-13 09:00")]
    assert [one.at for one in life.of(e.ActionOverdue)] == [OVERDUE]
    assert [(one.at, one.level, one.role) for one in life.of(e.Escalated)] == [
        (STEPS[0], 1, "team_manager"),
        (STEPS[1], 2, "service_manager"),
        (STEPS[2], 3, "head_of_service"),
    ]


def test_work_in_progress_is_chased_like_open_work() -> None:
    life = Life()
    life.give(c.Begin, WREN)

    life.wait(STEPS[0])

    assert life.kinds("action_overdue", "escalated") == ["action_overdue", "escalated"]


def test_the_last_step_comes_round_until_somebody_acts() -> None:
    life = Life().wait(on("2026-12-14 09:00"))

    assert [(one.at, one.repeats) for one in life.of(e.Escalated)[3:]] == [
        (on("2026-12-07 09:00"), 1),
        (on("2026-12-14 09:00"), 1),
    ]


def test_after_an_outage_each_level_still_gets_its_day() -> None:
    life = Life().sleep(on("2026-12-01 15:00"))

    life.wait(on("2026-12-03 09:00"))

    assert [(one.at, one.role) for one in life.of(e.Escalated)] == [
        (on("2026-12-01 15:00"), "team_manager"),
        (on("2026-12-02 09:00"), "service_manager"),
        (on("2026-12-03 09:00"), "head_of_service"),
    ]
    assert life.of(e.Escalated)[0].moment == STEPS[0]


def test_rounds_missed_in_an_outage_are_one_event_with_their_number() -> None:
    life = Life().wait(STEPS[2])

    life.sleep(on("2026-12-22 12:00"))

    late = life.of(e.Escalated)[3:]
    assert [(one.moment, one.repeats) for one in late] == [(on("2026-12-21 09:00"), 3)]


def test_a_reminder_that_comes_too_late_to_help_is_written_down_and_not_sent() -> None:
    life = Life().sleep(on("2026-11-13 12:00"))

    assert [(one.number, one.is_superseded) for one in life.of(e.ActionReminded)] == [(1, True), (2, False)]
    assert [notice for notice, _ in life.sent] == ["opened", "reminder"]


def test_whoever_was_told_buys_time_once_and_silence_chases_again() -> None:
    life = Life().wait(STEPS[0])

    life.give(c.Acknowledge, ASH)
    life.wait(STEPS[1])

    assert [one.until for one in life.of(e.ActionAcknowledged)] == [on("2026-11-19 09:00")]
    assert len(life.of(e.Escalated)) == 2


def test_an_acknowledgement_puts_off_a_round_that_would_come_sooner() -> None:
    life = Life().wait(on("2026-11-22 10:00"))
    life.give(c.Acknowledge, ASH)

    life.wait(on("2026-12-01 10:00"))

    assert [one.at for one in life.of(e.Escalated)[1:]] == [on("2026-11-24 09:00"), STEPS[2]]


def test_nobody_buys_time_twice_for_one_telling() -> None:
    life = Life().wait(STEPS[0])
    life.give(c.Acknowledge, ASH)

    with pytest.raises(AlreadyAcknowledged):
        life.give(c.Acknowledge, ASH)

    life.wait(STEPS[1]).give(c.Acknowledge, MOSS)


def test_a_step_that_nobody_holds_says_so_and_the_next_follows_at_once() -> None:
    life = Life(directory=a_directory(without=(ASH,)), start=a_start(owners={LINE[0]: WREN}))

    life.wait(STEPS[0])

    assert life.kinds("escalated", "step_unheard") == ["escalated", "step_unheard", "escalated"]
    assert life.sent[-1] == ("escalation_action", MOSS)
    assert {event.at for event in life.log[-3:]} == {STEPS[0]}


def test_a_step_nobody_heard_cannot_be_acknowledged_by_who_heard_the_one_before() -> None:
    life = Life(directory=a_directory(without=(MOSS,))).wait(STEPS[1])

    with pytest.raises(NotAllowed):
        life.give(c.Acknowledge, ASH)

    life.give(c.Acknowledge, FELL)


def test_the_ladder_stays_at_its_top_when_nobody_holds_its_last_role() -> None:
    life = Life(directory=a_directory(without=(FELL,))).wait(on("2026-12-07 09:00"))

    assert life.kinds("escalated", "step_unheard")[2:] == ["escalated", "step_unheard"] * 2
    assert life.of(e.Escalated)[-1].at == on("2026-12-07 09:00")


def test_a_step_of_no_days_is_taken_when_the_date_has_passed() -> None:
    ladders = {"steps": [{"after": "0wd", "role": LINE[1]}, {"after": "1wd", "role": LINE[2]}], "every": "1wd"}
    rules = some_rules()
    ladder = type(rules.action_ladder).model_validate(ladders)

    life = Life(a_start(rules=rules.model_copy(update={"action_ladder": ladder}))).wait(on("2026-11-18 10:00"))

    assert [one.at for one in life.of(e.Escalated)] == [OVERDUE, on("2026-11-18 09:00")]


def test_a_late_check_climbs_its_own_ladder() -> None:
    life = Life()
    life.give(c.Cancel, FELL)

    life.wait(on("2026-12-09 10:00"))

    late = [(event.kind, event.at) for event in life.log[-5:]]
    assert late == [
        ("check_reminded", on("2026-11-23 09:00")),
        ("check_reminded", on("2026-11-27 09:00")),
        ("check_overdue", on("2026-12-01 00:00")),
        ("escalated", on("2026-12-01 09:00")),
        ("escalated", on("2026-12-07 09:00")),
    ]
    assert life.sent[-2:] == [("escalation_check", HERON), ("escalation_check", MOSS)]


def test_a_tick_says_at_most_a_hundred_things_and_the_next_goes_on() -> None:
    findings = [a_finding(VISITS, owner=WREN), a_finding(PLANS, owner=WREN)]
    life = Life(a_start(*findings))
    for n in range(60):
        life.give(c.AddAction, HERON, action_id=f"x-{n}")
    before = len(life.log)

    life.sleep(life.now + timedelta(days=90))

    pages = [event.seq for event in life.log[before:]]
    assert len(pages) > 200
    assert pages == list(range(before + 1, before + 1 + len(pages)))


def test_a_ladder_for_claims_may_turn_to_the_owner_and_finds_the_owner() -> None:
    rules = some_rules()
    ladder = type(rules.verification_ladder).model_validate(
        {"steps": [{"after": "1wd", "role": "owner"}], "every": "1wd"}
    )
    life = Life(a_start(rules=rules.model_copy(update={"verification_ladder": ladder})))
    life.give(c.ClaimDone, WREN)

    life.wait(on("2026-11-03 10:00"))

    assert life.sent[-1] == ("escalation_verification", WREN)
