"""The life of an action: accepted, started, claimed done, and verified by somebody else."""

from datetime import date, timedelta

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import ActionStatus, AuditStatus
from domain.decide_action import ALLOWED, LEADS_TO
from domain.errors import ActionElsewhere, AlreadyAccepted, NotAllowed, OtherStandard, SameOwner
from tests.builders import (
    ASH,
    FELL,
    HERON,
    PLANS,
    PLOVER,
    ROBIN,
    VISITS,
    WREN,
    a_command,
    a_directory,
    a_finding,
    a_person,
    a_start,
    on,
    words,
)
from tests.life import Life

LAST_DAY = on("2026-11-16 23:59")
OVERDUE = on("2026-11-17 00:00")


def test_an_action_goes_from_open_to_verified() -> None:
    life = Life()
    seen = [life.action.status]

    for kind, by in ((c.Accept, WREN), (c.Begin, WREN), (c.ClaimDone, WREN), (c.Verify, HERON)):
        life.give(kind, by)
        seen.append(life.action.status)

    assert [str(status) for status in seen] == ["open", "open", "in progress", "done claimed", "verified"]


def test_every_place_and_command_of_the_table_is_as_it_says() -> None:
    reach: dict[ActionStatus, list[tuple[type[c.Command], str]]] = {
        ActionStatus.OPEN: [],
        ActionStatus.IN_PROGRESS: [(c.Begin, WREN)],
        ActionStatus.DONE_CLAIMED: [(c.ClaimDone, WREN)],
        ActionStatus.VERIFIED: [(c.ClaimDone, WREN), (c.Verify, HERON)],
        ActionStatus.CANCELLED: [(c.Cancel, FELL)],
    }
    asked: dict[str, tuple[type[c.OnAction], str]] = {
        "accept": (c.Accept, WREN),
        "start": (c.Begin, WREN),
        "reassign": (c.Reassign, ASH),
        "claim": (c.ClaimDone, WREN),
        "verify": (c.Verify, HERON),
        "send_back": (c.SendBack, HERON),
        "cancel": (c.Cancel, FELL),
        "acknowledge": (c.Acknowledge, ASH),
    }

    for status, way in reach.items():
        for kind, (command, by) in asked.items():
            # A second action keeps the audit open when the first is finished.
            life = Life(a_start(a_finding(), a_finding(PLANS))).wait(on("2026-11-17 10:00"))
            for step, who in way:
                life.give(step, who)
            if status in ALLOWED[kind]:
                life.give(command, by)
                assert life.action.status == LEADS_TO.get(kind, status)
            else:
                with pytest.raises(ActionElsewhere):
                    life.give(command, by)


def test_a_claim_on_the_last_day_is_not_late_however_late_it_is_verified() -> None:
    life = Life().wait(LAST_DAY)

    life.give(c.ClaimDone, WREN)
    life.wait(timedelta(days=30)).give(c.Verify, HERON)

    assert [event.is_late for event in life.of(e.ActionVerified)] == [False]


def test_a_claim_at_the_first_instant_after_the_last_day_is_late() -> None:
    life = Life().wait(OVERDUE)

    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)

    assert [event.is_late for event in life.of(e.ActionVerified)] == [True]


def test_a_claim_stops_the_ladder_and_starts_the_verifier_s() -> None:
    life = Life().wait(on("2026-11-17 10:00"))

    life.give(c.ClaimDone, WREN)
    life.wait(on("2026-11-30 10:00"))

    steps = life.of(e.Escalated)[1:]
    assert [(one.matter, one.role, one.at) for one in steps] == [
        ("verification", "auditor", on("2026-11-19 09:00")),
        ("verification", "service_manager", on("2026-11-24 09:00")),
    ]


def test_work_sent_back_long_after_is_chased_from_then_and_not_all_at_once() -> None:
    life = Life().wait(on("2026-11-10 10:00"))
    life.give(c.ClaimDone, WREN)
    life.wait(on("2027-01-13 12:00"))

    life.give(c.SendBack, HERON)
    life.wait(on("2027-01-16 10:00"))

    assert [(one.role, one.at) for one in life.of(e.Escalated) if one.matter == "action"] == [
        ("team_manager", on("2027-01-14 09:00")),
        ("service_manager", on("2027-01-15 09:00")),
    ]
    assert [one.moment for one in life.of(e.ActionOverdue)] == [OVERDUE]


def test_reminders_of_the_time_a_claim_was_looked_at_are_not_made_up_for() -> None:
    life = Life().wait(on("2026-11-06 10:00"))
    life.give(c.ClaimDone, WREN)
    life.wait(on("2026-11-10 10:00"))

    life.give(c.SendBack, HERON)
    life.wait(OVERDUE)

    assert [one.at for one in life.of(e.ActionReminded)] == [on("2026-11-13 09:00")]


def test_reassigning_moves_the_action_and_not_its_date() -> None:
    life = Life().wait(on("2026-11-18 10:00"))
    before = life.action.chase

    life.give(c.Reassign, ASH, owner=ROBIN)

    assert (life.action.owner, life.action.chase) == (ROBIN, before)
    assert life.of(e.ActionReassigned)[0].before == WREN


def test_an_action_is_accepted_once_by_each_owner_in_each_cycle() -> None:
    life = Life()
    life.give(c.Accept, WREN)
    with pytest.raises(AlreadyAccepted):
        life.give(c.Accept, WREN)

    life.give(c.Reassign, ASH, owner=ROBIN)
    life.give(c.Accept, ROBIN)
    life.give(c.Judge, PLOVER, is_met=False)
    life.give(c.Accept, ROBIN)

    assert [event.by for event in life.of(e.ActionAccepted)] == [WREN, ROBIN, ROBIN]


def test_an_action_added_about_a_finding_is_about_the_same_standard() -> None:
    life = Life(a_start(a_finding(VISITS, finding_id="f-visits"), a_finding(PLANS)))

    with pytest.raises(OtherStandard):
        life.give(c.AddAction, HERON, action_id="x-1", standard=PLANS, finding_id="f-visits")
    life.give(c.AddAction, HERON, action_id="x-1", standard=VISITS, finding_id="f-visits")

    assert life.audit.actions["x-1"].finding_id == "f-visits"


def test_reassigning_to_the_owner_is_refused() -> None:
    life = Life()

    with pytest.raises(SameOwner):
        life.give(c.Reassign, ASH, owner=WREN)


def test_nobody_verifies_what_they_claimed_even_after_it_was_reassigned() -> None:
    directory = a_directory()
    both = a_person(WREN, "practitioner", ASH, "quality_assurance")
    life = Life(directory=directory.model_copy(update={"people": {**directory.people, WREN: both}}))
    life.give(c.ClaimDone, WREN)
    life.give(c.Reassign, ASH, owner=ROBIN)

    with pytest.raises(NotAllowed):
        life.give(c.Verify, WREN)

    life.give(c.Verify, PLOVER)


def test_an_answered_command_makes_nothing_happen_again() -> None:
    life = Life()
    claim = a_command(c.ClaimDone, WREN)
    first = life.send(claim)

    again = life.send(claim)

    assert (len(first), again) == (1, [])
    assert life.audit.answered[claim.command_id] == (first[0].seq, first[0].seq)


def test_when_nothing_is_left_to_do_checking_starts() -> None:
    life = Life(a_start(a_finding(), a_finding(PLANS)))
    life.give(c.Cancel, FELL)
    before = life.audit

    life.give(c.ClaimDone, ASH, action_id="a-2")
    life.give(c.Verify, HERON, action_id="a-2")

    assert (before.status, life.audit.status) == (AuditStatus.ACTING, AuditStatus.CHECKING)
    assert life.of(e.CheckingStarted)[0].due_at == on("2026-12-01 00:00")


def test_an_action_added_while_checking_is_done_before_checking_goes_on() -> None:
    life = Life()
    life.give(c.Cancel, FELL)

    life.give(c.AddAction, HERON, action_id="x-1")
    between = life.audit
    life.give(c.Cancel, FELL, action_id="x-1")

    assert (between.status, life.audit.status) == (AuditStatus.ACTING, AuditStatus.CHECKING)


def test_an_added_safety_action_is_due_in_hours_whatever_day_was_chosen() -> None:
    life = Life()

    life.give(c.AddAction, HERON, action_id="x-1", due=date(2026, 11, 30), is_safety=True, outcome=words("safe"))

    assert life.audit.actions["x-1"].due_at == on("2026-11-02 14:00")
