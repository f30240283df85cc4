"""People are found again: whoever is new hears of what is late, and nobody hears of it twice."""

import pytest

from domain import commands as c
from domain import events as e
from domain.errors import AuditOver, NoReason, NotAllowed
from domain.operator_errors import NothingTold
from tests.builders import (
    ASH,
    CAIRN,
    FELL,
    HERON,
    KITE,
    MOSS,
    PLANS,
    ROBIN,
    TARN,
    VISITS,
    WREN,
    a_directory,
    a_finding,
    a_person,
    a_start,
    on,
)
from tests.life import Life

FIRST_STEP = on("2026-11-17 10:00")
NEW = "birch"


def told_once(**start: object) -> Life:
    """Wren's action is late, and Ash has been told."""
    return Life(a_start(**start)).wait(FIRST_STEP)


def replaced(life: Life, person: str, role: str, manager: str) -> Life:
    """Somebody new holds the role, and the reports of whoever held it are theirs."""
    people = {key: one for key, one in life.directory.people.items() if key != person}
    moved = {key: one.model_copy(update={"manager": NEW}) for key, one in people.items() if one.manager == person}
    everybody = {**people, **moved, NEW: a_person(NEW, role, manager)}
    life.directory = life.directory.model_copy(update={"people": everybody})
    return life


def test_somebody_new_in_the_role_is_told_and_may_acknowledge() -> None:
    life = replaced(told_once(), ASH, "team_manager", MOSS)

    [found] = life.give(c.FindAgain, KITE)

    assert isinstance(found, e.PeopleFoundAgain)
    assert (found.matter, found.level, found.role, found.before) == ("action", 1, "team_manager", (ASH,))
    assert life.sent[-1] == ("escalation_action", NEW)
    assert life.action.chase.told == (NEW,)
    with pytest.raises(NotAllowed):
        life.give(c.Acknowledge, ASH)
    assert life.give(c.Acknowledge, NEW)


def test_those_told_already_are_not_told_twice() -> None:
    life = told_once()
    before = len(life.sent)

    life.give(c.FindAgain, KITE)
    life.give(c.FindAgain, KITE)

    assert life.sent[before:] == []
    assert life.log[-1].told == e.Told()
    assert life.action.chase.told == (ASH,)


def test_a_step_that_found_nobody_is_told_once_somebody_is_there() -> None:
    nobody = (ASH, MOSS, FELL, TARN, CAIRN)
    life = Life(directory=a_directory(without=nobody)).wait(on("2026-12-01 10:00"))
    assert not life.action.chase.told
    life.directory = a_directory()

    [found] = life.give(c.FindAgain, KITE)

    assert isinstance(found, e.PeopleFoundAgain)
    assert found.role == "head_of_service"
    assert life.action.chase.told == (FELL,)
    assert life.sent[-1] == ("escalation_action", FELL)


def test_where_nobody_is_found_again_that_is_said_and_the_chase_goes_on() -> None:
    life = told_once()
    life.directory = a_directory(without=(ASH, MOSS, FELL, TARN, CAIRN))
    before = life.action.chase

    life.give(c.FindAgain, KITE)

    assert life.log[-1].told == e.Told(nobody=True)
    assert life.action.chase == before


def test_the_quiet_that_was_bought_holds() -> None:
    life = told_once()
    life.give(c.Acknowledge, ASH)
    quiet = life.action.chase.quiet_until

    replaced(life, ASH, "team_manager", MOSS).give(c.FindAgain, KITE)

    assert life.action.chase.told == (NEW,)
    assert life.action.chase.quiet_until == quiet


def test_a_claim_a_check_and_a_hand_over_find_people_again_too() -> None:
    life = told_once()
    life.give(c.ClaimDone, WREN)
    life.wait(on("2026-11-27 10:00"))
    [claim] = replaced(life, MOSS, "service_manager", FELL).give(c.FindAgain, KITE)
    life.give(c.Verify, HERON)
    life.wait(on("2027-01-12 10:00"))
    [check] = life.give(c.FindAgain, KITE)
    life.give(c.HandOver, TARN)
    life.wait(on("2027-03-01 10:00"))
    [handover] = life.give(c.FindAgain, KITE)

    found = [one for one in (claim, check, handover) if isinstance(one, e.PeopleFoundAgain)]
    assert [(one.matter, one.role, one.to) for one in found] == [
        ("verification", "service_manager", None),
        ("check", "service_manager", None),
        ("handover", "director", CAIRN),
    ]
    assert life.sent.count(("escalation_verification", NEW)) == 1
    assert life.audit.handover
    assert life.audit.handover.told == (CAIRN,)


def test_every_matter_that_was_told_is_looked_at_and_safety_is_urgent() -> None:
    safety = a_finding(VISITS, finding_id="f-1", is_safety=True)
    life = Life(a_start(safety, a_finding(PLANS, finding_id="f-2", owner=ROBIN))).wait(FIRST_STEP)

    events = replaced(life, CAIRN, "director", CAIRN).give(c.FindAgain, KITE)

    assert [(one.kind, getattr(one, "matter", "")) for one in events] == [
        ("people_found_again", "safety"),
        ("people_found_again", "action"),
    ]
    assert life.sent[-1] == ("escalation_safety", NEW)


def test_before_anybody_was_told_there_is_nobody_to_find_again() -> None:
    life = Life().wait(on("2026-11-16 10:00"))

    with pytest.raises(NothingTold, match="Nobody has been told yet"):
        life.give(c.FindAgain, KITE)


def test_finding_again_needs_a_reason_and_an_audit_that_is_open() -> None:
    life = told_once()

    with pytest.raises(NoReason):
        life.give(c.FindAgain, KITE, reason=None)
    life.give(c.Withdraw, CAIRN)
    with pytest.raises(AuditOver):
        life.give(c.FindAgain, KITE)
