"""An immediate safety concern goes to people in hours, outside every other rule, at any time of day."""

from datetime import date, timedelta

from domain import commands as c
from domain import events as e
from domain.moments import next_moment, wake_at
from tests.builders import ASH, FELL, HERON, PLOVER, TALKS, TARN, VISITS, WREN, a_finding, a_start, on
from tests.life import Life


def a_concern() -> Life:
    return Life(a_start(a_finding(VISITS, is_safety=True)))


def friday() -> Life:
    """A life with a concern that was added on a Friday evening."""
    life = Life().wait(on("2026-11-06 19:00"))
    life.give(c.AddAction, HERON, action_id="x-1", is_safety=True)
    return life


def test_it_climbs_through_night_and_weekend() -> None:
    life = friday().wait(on("2026-11-08 12:00"))

    assert [(one.at, one.role) for one in life.of(e.Escalated)] == [
        (on("2026-11-06 23:00"), "team_manager"),
        (on("2026-11-07 19:00"), "service_manager"),
        (on("2026-11-08 01:00"), "director"),
    ]


def test_after_an_outage_every_level_whose_hour_has_come_hears_at_once() -> None:
    life = friday()

    life.sleep(on("2026-11-08 12:00"))

    assert [(one.at, one.level) for one in life.of(e.Escalated)] == [(on("2026-11-08 12:00"), n) for n in (1, 2, 3)]


def test_an_acknowledgement_buys_no_more_than_a_round_of_its_ladder() -> None:
    life = a_concern().wait(on("2026-11-02 14:00"))

    life.give(c.Acknowledge, ASH)

    assert life.of(e.ActionAcknowledged)[0].until == on("2026-11-03 02:00")


def test_it_is_chased_on_after_the_audit_was_handed_over() -> None:
    life = a_concern()
    life.give(c.HandOver, TARN)

    life.wait(on("2026-11-02 14:00"))

    assert [one.matter for one in life.of(e.Escalated)] == ["safety"]


def test_it_stays_due_in_hours_when_it_is_carried_into_the_next_cycle() -> None:
    life = a_concern()

    life.give(c.Judge, PLOVER, is_met=False)

    assert life.of(e.ActionCarried)[0].due_at == on("2026-11-02 14:00")


def test_its_timer_rings_without_spread() -> None:
    concern, ordinary = a_concern().audit, Life().audit

    assert wake_at(concern) == next_moment(concern)
    due = next_moment(ordinary)
    assert due
    assert due < (wake_at(ordinary) or due) <= due + timedelta(minutes=10)


def test_its_claim_waits_for_a_verifier_without_spread() -> None:
    life = a_concern()

    life.give(c.ClaimDone, WREN)

    assert wake_at(life.audit) == next_moment(life.audit)


def test_a_prompt_moment_is_not_made_late_by_an_earlier_one_that_may_wait() -> None:
    life = Life(a_start(a_finding(VISITS, is_safety=True), a_finding(TALKS, due=date(2026, 11, 2))))

    assert wake_at(life.audit) == on("2026-11-02 14:00")


def test_urgent_notices_say_so_to_the_owner_and_up_the_line() -> None:
    life = a_concern().wait(on("2026-11-02 14:00"))

    assert life.sent == [("safety", WREN), ("overdue", WREN), ("escalation_safety", ASH)]
    assert FELL not in dict(life.sent).values()
