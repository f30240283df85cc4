"""An open audit moves to another version of its rules: its dates are counted anew, and what was said stays said."""

from datetime import datetime, timedelta
from typing import Any

from domain import commands as c
from domain import events as e
from domain.ran_from import ran_from
from domain.rules import Rules
from tests.builders import (
    ASH,
    CAIRN,
    HEALTH,
    HERON,
    KITE,
    MONDAY,
    PLOVER,
    TARN,
    VISITS,
    WREN,
    a_finding,
    a_start,
    on,
    some_rules,
)
from tests.domain.versions import ladders, scales
from tests.life import Life

TENTH_DAY = on("2026-11-17 00:00")
"""When actions of an inadequate audit are due: ten working days after Monday."""
SLOW = scales("15wd", "56cd")
QUICK = scales("3wd", "7cd")


def other_rules(version: int = 2, **changes: Any) -> Rules:
    return some_rules(version=version, **changes)


def replan(life: Life, rules: Rules) -> list[e.AnyEvent]:
    """As a sender gives it: with the moments that the log tells of."""
    life.notice()
    moments = ran_from(life.log)
    return life.give(
        c.Replan, KITE, version=rules.version, rules=rules, ran_from=moments.actions, check_from=moments.check
    )


def dates(life: Life) -> list[tuple[str, datetime, datetime]]:
    """Action, date before, and date after, of those that moved."""
    return [(one.action_id, one.before, one.due_at) for one in life.of(e.ActionReplanned)]


def test_a_date_is_counted_anew_from_the_return_and_the_first_one_stays() -> None:
    life = Life().wait(timedelta(days=3))

    replan(life, other_rules(timescales=SLOW))

    later = on("2026-11-24 00:00")
    assert dates(life) == [("a-1", TENTH_DAY, later)]
    assert (life.action.due_at, life.action.original_due_at) == (later, TENTH_DAY)
    assert life.audit.rules.version == 2
    assert life.sent[-1] == ("replanned", WREN)


def test_dates_that_people_set_stay() -> None:
    life = Life(a_start(a_finding(VISITS, due=on("2026-11-12 10:00").date()), a_finding(HEALTH)))
    life.give(c.AddAction, HERON, action_id="x-1", due=on("2026-11-16 10:00").date())
    own = {key: one.due_at for key, one in life.audit.actions.items() if key != "a-2"}

    replan(life, other_rules(timescales=QUICK))

    assert {key: one.due_at for key, one in life.audit.actions.items() if key != "a-2"} == own


def test_what_the_law_allows_and_the_hours_of_safety_hold_in_the_new_version_too() -> None:
    life = Life(a_start(a_finding(HEALTH), a_finding(VISITS, is_safety=True)))
    framework = some_rules(version=2, safety_due="2h").standards
    health = framework[HEALTH].model_copy(update={"limit": framework[HEALTH].limit, "due": None})
    rules = other_rules(timescales=scales("40wd", "56cd"), safety_due="2h")

    replan(life, rules.model_copy(update={"standards": {**rules.standards, HEALTH: health}}))

    assert life.audit.actions["a-1"].due_at == on("2026-11-24 00:00")
    assert life.audit.actions["a-2"].due_at == MONDAY + timedelta(hours=2)


def test_a_date_moved_into_the_past_is_overdue_at_once_and_each_level_still_gets_its_day() -> None:
    life = Life().wait(on("2026-11-16 10:00"))

    replan(life, other_rules(timescales=QUICK))
    life.notice().wait(on("2026-11-18 12:00"))

    steps = [(one.level, one.at) for one in life.of(e.Escalated)]
    assert life.of(e.ActionOverdue)[0].at == on("2026-11-16 10:00")
    assert steps == [
        (1, on("2026-11-16 10:00")),
        (2, on("2026-11-17 09:00")),
    ]


def test_who_was_told_is_not_told_again_when_the_date_moves_ahead() -> None:
    life = Life().wait(on("2026-11-18 10:00"))
    assert [one.level for one in life.of(e.Escalated)] == [1]

    replan(life, other_rules(timescales=SLOW))
    life.wait(on("2026-12-02 10:00"))

    assert life.of(e.ActionOverdue)[1].at == on("2026-11-24 00:00")
    assert [(one.level, one.true_at) for one in life.of(e.Escalated)][1:] == [(2, on("2026-11-30 09:00"))]


def test_the_last_step_begins_its_rounds_from_the_new_date() -> None:
    life = Life().wait(on("2026-12-02 10:00"))
    assert life.action.chase.step == 3

    replan(life, other_rules(timescales=scales("30wd", "56cd")))
    life.wait(on("2026-12-22 10:00"))

    last = life.of(e.Escalated)[-1]
    assert life.action.due_at == on("2026-12-15 00:00")
    assert (last.level, last.repeats, last.true_at) == (3, 1, on("2026-12-22 09:00"))


def test_a_date_moved_ahead_twice_is_chased_from_the_last_one_only() -> None:
    life = Life().wait(on("2026-12-02 10:00"))
    told = len(life.of(e.Escalated))

    replan(life, other_rules(timescales=scales("40wd", "56cd")))
    replan(life, other_rules(version=3, timescales=scales("50wd", "56cd")))
    replan(life, other_rules(version=4, timescales=scales("30wd", "56cd")))
    life.wait(on("2026-12-22 10:00"))

    assert life.action.due_at == on("2026-12-15 00:00")
    assert [(one.level, one.true_at) for one in life.of(e.Escalated)[told:]] == [(3, on("2026-12-22 09:00"))]


def test_a_claim_sent_back_before_the_new_date_begins_no_round_before_it() -> None:
    life = Life().wait(on("2026-12-02 10:00"))
    replan(life, other_rules(timescales=scales("40wd", "56cd")))
    life.give(c.ClaimDone, WREN)
    life.give(c.SendBack, HERON)

    told = len(life.of(e.Escalated))
    life.wait(on("2027-01-08 10:00"))

    assert life.action.due_at == on("2026-12-31 00:00")
    assert [(one.level, one.repeats, one.true_at) for one in life.of(e.Escalated)[told:]] == [
        (3, 1, on("2027-01-08 09:00"))
    ]


def test_a_shorter_ladder_goes_on_at_its_end() -> None:
    life = Life().wait(on("2026-12-02 10:00"))

    replan(life, other_rules(ladders=ladders("1wd")))
    life.wait(timedelta(days=6))

    assert life.action.level(life.audit.rules) == 1
    assert life.sent[-1] == ("escalation_action", ASH)


def test_a_check_moves_from_when_checking_began_and_its_reminders_with_it() -> None:
    life = Life().wait(timedelta(days=1))
    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)
    life.wait(timedelta(days=20))

    replan(life, other_rules(timescales=SLOW))

    [moved] = life.of(e.CheckReplanned)
    assert (moved.before, moved.due_at) == (on("2026-12-02 00:00"), on("2026-12-30 00:00"))
    assert life.audit.check
    assert (life.audit.check.due_at, life.audit.check.reminders) == (moved.due_at, 0)
    assert life.sent[-1] == ("check_replanned", HERON)


def test_an_action_carried_into_another_cycle_counts_from_there() -> None:
    life = Life().wait(timedelta(days=7))
    life.give(c.Judge, PLOVER, standard=VISITS, is_met=False)

    replan(life, other_rules(timescales=SLOW))

    assert life.action.due_at == on("2026-12-01 00:00")
    assert life.action.original_due_at == TENTH_DAY


def test_an_audit_can_move_back_and_has_its_dates_again() -> None:
    life = Life().wait(timedelta(days=1))
    before = life.action.due_at

    replan(life, other_rules(timescales=SLOW))
    replan(life, other_rules(version=1))

    assert life.action.due_at == before
    assert [(one.before, one.version) for one in life.of(e.AuditReplanned)] == [(1, 2), (2, 1)]


def test_a_claim_goes_on_waiting_for_its_verifier_by_the_new_ladder() -> None:
    life = Life()
    life.give(c.ClaimDone, WREN)
    slower = {"steps": [{"after": "4wd", "role": "auditor"}], "every": "5wd"}

    replan(life, other_rules(ladders={**ladders("1wd"), "verification": slower}))
    life.wait(on("2026-11-06 10:00"))

    assert [(one.matter, one.true_at) for one in life.of(e.Escalated)] == [("verification", on("2026-11-06 09:00"))]


def test_an_audit_handed_over_is_told_of_by_the_new_interval_to_the_same_person() -> None:
    life = Life()
    life.give(c.HandOver, TARN)

    replan(life, other_rules(accountable_every="1wd"))
    life.wait(on("2026-11-03 10:00"))

    assert life.sent[-1] == ("escalation_handover", CAIRN)


def test_holders_of_new_roles_are_added_and_those_known_stay() -> None:
    life = Life()
    owners = {"performance": "stoat", "practitioner": "robin"}

    life.give(c.Replan, KITE, rules=other_rules(), owners=owners)

    assert life.audit.owners == {"performance": "stoat", "practitioner": WREN, "team_manager": ASH}
