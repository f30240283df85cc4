"""Each event asks for the notices it should, and the people are found up the line of that moment."""

from typing import get_args

import pytest

from domain import commands as c
from domain import events as e
from domain.directory import find, standing
from domain.notices import address, wanted
from tests.builders import (
    ASH,
    CAIRN,
    FELL,
    HERON,
    MONDAY,
    MOSS,
    PLOVER,
    ROBIN,
    TARN,
    WREN,
    a_directory,
    a_finding,
    a_person,
    a_start,
    on,
    words,
)
from tests.life import Life

PEOPLE = a_directory()
QUIET = {
    "audit_started",
    "finding_noted",
    "standard_found",
    "finding_left",
    "action_accepted",
    "action_begun",
    "action_acknowledged",
    "step_unheard",
    "standard_judged",
    "standard_measured",
    "standard_met",
    "watch_ended",
    "cycle_started",
    "caught_up",
}


def test_the_owner_hears_what_others_decide_about_an_action_and_the_auditor_what_is_claimed() -> None:
    life = Life()
    life.give(c.Reassign, ASH)
    life.give(c.ClaimDone, ROBIN)
    life.give(c.SendBack, HERON)
    life.give(c.ClaimDone, ROBIN)
    life.give(c.Verify, HERON)
    life.give(c.Judge, PLOVER)

    assert life.sent == [
        ("opened", WREN),
        ("reassigned", ROBIN),
        ("claimed", HERON),
        ("sent_back", ROBIN),
        ("claimed", HERON),
        ("verified", ROBIN),
        ("checking", HERON),
        ("closed", HERON),
    ]


def test_every_kind_of_event_is_told_of_or_known_to_be_quiet() -> None:
    life = Life()
    life.give(c.HandOver, TARN)
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(e.AnyEvent)[0])}

    told = {event.kind for event in life.log if wanted(event)}

    assert kinds >= QUIET
    assert told == {event.kind for event in life.log} - QUIET


def test_a_chase_that_was_answered_in_the_same_page_is_not_sent() -> None:
    life = Life()
    life.is_recording = False
    life.wait(on("2026-11-17 10:00"))
    life.give(c.ClaimDone, WREN)

    life.record()

    assert [notice for notice, _ in life.sent] == ["opened", "claimed"]
    assert life.of(e.Escalated)[0].told is None


def test_a_claim_sent_back_in_the_same_page_no_longer_chases_its_verifier() -> None:
    life = Life()
    life.give(c.ClaimDone, WREN)
    life.is_recording = False
    life.wait(on("2026-11-04 10:00"))
    life.give(c.SendBack, HERON)

    life.record()

    assert [notice for notice, _ in life.sent] == ["opened", "claimed", "sent_back"]


def test_an_owner_who_is_not_in_the_directory_is_nobody() -> None:
    life = Life(a_start(a_finding(owner="gone")))

    opened = life.of(e.ActionOpened)[0]
    assert (opened.told.people, opened.told.nobody) == ((), True)


@pytest.mark.parametrize(
    ("role", "found"),
    [("team_manager", ASH), ("director", CAIRN), ("owner", WREN), ("practitioner", WREN), ("performance", None)],
)
def test_a_role_is_looked_for_from_the_owner_up_the_line(role: str, found: str | None) -> None:
    person = find(PEOPLE, role, WREN, MONDAY)

    assert (person.person if person else None) == found


def test_a_line_that_comes_back_to_somebody_ends_there() -> None:
    loop = {WREN: a_person(WREN, "practitioner", ASH), ASH: a_person(ASH, "team_manager", WREN)}
    people = PEOPLE.model_copy(update={"people": loop})

    assert [one.person for one in people.line(WREN)] == [ASH]
    assert find(people, "director", WREN, MONDAY) is None


def test_standing_says_the_roles_and_who_is_above_whom() -> None:
    assert standing(PEOPLE, MOSS, WREN, MONDAY).above_owner
    assert not standing(PEOPLE, WREN, WREN, MONDAY).above_owner
    assert not standing(PEOPLE, MOSS, None, MONDAY).above_owner
    assert standing(PEOPLE, "stranger", WREN, MONDAY) == c.Standing()
    assert standing(PEOPLE, FELL, WREN, MONDAY).roles == ("head_of_service",)


def test_addressing_fills_in_who_was_told_and_changes_nothing_else() -> None:
    life = Life().wait(on("2026-11-17 10:00"))
    untold = [event.model_copy(update={"told": None}) for event in life.log]

    told = [event for event, _ in address(untold, PEOPLE)]

    assert told == life.log
    assert [event.model_copy(update={"told": None}) for event in told] == untold


def test_no_notice_is_wanted_of_words_only() -> None:
    left = e.FindingNoted(seq=1, at=MONDAY, finding_id="f-1", standard="visits", is_met=False, text=words())

    assert wanted(left) == []
