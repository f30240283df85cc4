"""A second grade: who is asked, what it changes, and that both grades are kept."""

from datetime import timedelta
from typing import Any

import pytest

from domain import commands as c
from domain import events as e
from domain.directory import Absence, Directory
from domain.errors import NotAllowed
from domain.moderation_errors import AlreadyDrawn, AlreadyModerated, NotInModeration
from domain.rules import Rules, rules_for
from tests.builders import (
    ASH,
    CAIRN,
    CALENDAR,
    FELL,
    HEALTH,
    HERON,
    KITE,
    MONDAY,
    MOSS,
    ROBIN,
    STOAT,
    VISITS,
    WREN,
    a_directory,
    a_finding,
    a_framework,
    a_person,
    a_start,
    words,
)
from tests.domain.moderated import SECTIONS, SWIFT, a_moderated_life, drawn, moderated_people, moderated_rules
from tests.domain.test_replanning import replan
from tests.life import Life

EVERYBODY = (WREN, ROBIN, ASH, MOSS, FELL, CAIRN, HERON, "stranger")


def test_an_inadequate_one_is_chosen_for_its_grade_and_a_moderator_above_the_auditor_is_told() -> None:
    life = a_moderated_life()

    [event] = life.of(e.ModerationDrawn)
    assert (event.is_chosen, event.because) == (True, "grade")
    assert ("moderation", SWIFT) in life.sent


@pytest.mark.parametrize("is_drawn", [True, False])
def test_another_is_chosen_if_it_is_drawn(is_drawn: bool) -> None:  # noqa: FBT001 - the draw
    life = a_moderated_life(overall="good", is_drawn=is_drawn)

    [event] = life.of(e.ModerationDrawn)
    assert (event.is_chosen, event.because) == (is_drawn, "share" if is_drawn else None)
    assert ("moderation", SWIFT) in life.sent or not is_drawn


def test_it_is_drawn_once() -> None:
    life = a_moderated_life()

    with pytest.raises(AlreadyDrawn):
        life.send(c.DrawModeration(command_id="again", by="engine", is_drawn=True))
    assert life.send(c.DrawModeration(command_id="larkmoor-1/moderation", by="engine")) == []


def test_nobody_draws_but_the_engine() -> None:
    with pytest.raises(NotAllowed):
        a_moderated_life().give(c.DrawModeration, CAIRN)


@pytest.mark.parametrize("by", EVERYBODY)
def test_nobody_but_a_moderator_outside_the_team_moderates(by: str) -> None:
    with pytest.raises(NotAllowed):
        a_moderated_life().give(c.Moderate, by, overall="good")


def test_the_same_grade_again_confirms_it() -> None:
    life = a_moderated_life()

    life.give(c.Moderate, SWIFT, overall="inadequate")

    assert life.audit.overall == "inadequate"
    assert life.of(e.AuditRegraded) == []
    assert ("grade_confirmed", HERON) in life.sent
    with pytest.raises(AlreadyModerated):
        life.give(c.Moderate, SWIFT, overall="good")


def test_another_grade_moves_dates_and_keeps_the_first_grade_and_the_first_dates() -> None:
    life = a_moderated_life()
    before = life.action

    life.give(c.Moderate, SWIFT, overall="good", note=words("seen again"))

    [moderated] = life.of(e.GradeModerated)
    assert (moderated.before, moderated.overall, life.audit.overall) == ("inadequate", "good", "good")
    assert life.audit.moderation
    assert (life.audit.moderation.first, life.audit.moderation.overall) == ("inadequate", "good")
    assert life.action.due_at > before.due_at
    assert life.action.original_due_at == before.original_due_at
    assert ("grade_changed", HERON) in life.sent


def test_one_that_is_late_goes_up_and_whoever_is_told_outside_the_team_may_give_it() -> None:
    life = a_moderated_life(a_finding(HEALTH, owner=WREN))

    life.wait(life.now.replace(month=12, day=1))

    assert ("escalation_moderation", SWIFT) in life.sent
    assert ("escalation_moderation", FELL) in life.sent


def test_an_audit_does_not_close_before_its_second_grade() -> None:
    life = a_moderated_life(a_finding(HEALTH, is_met=True), overall="good", is_drawn=True)
    assert not life.audit.is_over

    life.give(c.Moderate, SWIFT, overall="good")

    assert life.kinds()[-1] == "audit_closed"


def test_one_that_was_not_chosen_closes_and_is_not_moderated() -> None:
    open_one = a_moderated_life(a_finding(VISITS, owner=WREN), overall="good")

    with pytest.raises(NotInModeration):
        open_one.give(c.Moderate, SWIFT, overall="good")
    assert a_moderated_life(a_finding(HEALTH, is_met=True), overall="good").audit.is_over


def test_a_draw_after_a_reset_says_nothing_new() -> None:
    life = a_moderated_life()
    known = len(life.log)

    drawn(life, is_drawn=True)

    assert len(life.log) == known


COLLEAGUES = ("dove", "lark", "teal")


def the_quality_team(**changes: Any) -> Directory:
    """Heron and three moderators beside her, all of whom report to Moss; `changes` are to one of them."""
    known = a_directory().people
    heron = a_person(HERON, "auditor", MOSS, "moderator").model_copy(update={"team": "quality"})
    beside = [a_person(one, "moderator", MOSS).model_copy(update={"team": "quality"}) for one in COLLEAGUES]
    changed = {one.person: one.model_copy(update=changes.get(one.person, {})) for one in (heron, *beside)}
    return Directory(people={**known, ROBIN: known[ROBIN].model_copy(update={"roles": ("moderator",)}), **changed})


def asked(people: Directory, audit_id: str = "larkmoor-1") -> list[str]:
    """Who is asked for the second grade of an audit by that name, and later hears that it is late."""
    start = a_start(a_finding(VISITS, owner=WREN), audit_id=audit_id, rules=moderated_rules())
    life = drawn(Life(start, people))
    life.wait(life.of(e.ModerationDrawn)[0].due_at)
    return [person for notice, person in life.sent if notice in ("moderation", "escalation_moderation")]


def test_where_nobody_above_moderates_a_colleague_is_asked_and_hears_when_it_is_late() -> None:
    first, again = asked(the_quality_team())

    assert first == again
    assert first in COLLEAGUES


def test_audits_are_spread_over_the_colleagues() -> None:
    found = [asked(the_quality_team(), f"larkmoor-{n}")[0] for n in range(60)]

    assert {one: found.count(one) > 10 for one in COLLEAGUES} == dict.fromkeys(COLLEAGUES, True)
    assert len(found) == sum(map(found.count, COLLEAGUES))


def test_a_colleague_who_is_away_is_stood_in_for_and_without_a_deputy_passed_over() -> None:
    away = {"absences": (Absence(first_day=MONDAY.date()),)}
    chosen = asked(the_quality_team())[0]

    [other, _] = asked(the_quality_team(**{chosen: away}))
    assert other in {*COLLEAGUES} - {chosen}
    assert asked(the_quality_team(**{chosen: away | {"deputy": STOAT}})) == [other, other]  # of the audited team
    outside = the_quality_team(**{chosen: away | {"deputy": "gull"}})
    gull = a_person("gull", "quality_assurance", MOSS).model_copy(update={"team": "quality"})
    assert asked(Directory(people={**outside.people, "gull": gull})) == ["gull", "gull"]


def test_neither_the_auditor_nor_an_owner_nor_the_audited_team_is_asked() -> None:
    nobody = {one: {"roles": ("performance",)} for one in COLLEAGUES[1:]}
    theirs = a_finding(VISITS, owner=COLLEAGUES[0])
    life = Life(a_start(theirs, rules=moderated_rules()), the_quality_team(**nobody))

    drawn(life)

    [event] = life.of(e.ModerationDrawn)
    assert event.told
    assert (event.told.people, event.told.nobody) == ((), True)


def test_a_colleague_found_again_is_the_same_and_is_not_told_twice() -> None:
    life = drawn(Life(a_start(rules=moderated_rules()), the_quality_team()))
    life.wait(life.of(e.ModerationDrawn)[0].due_at)
    life.wait(timedelta(hours=1))
    known = list(life.sent)

    life.give(c.FindAgain, KITE, reason=words("a new list"))

    [found] = [one for one in life.of(e.PeopleFoundAgain) if one.matter == "moderation"]
    assert found.told
    assert not found.told.nobody
    assert [one for one in life.sent[len(known) :] if one[0] == "escalation_moderation"] == []


def test_nobody_is_blamed_for_moderating_where_there_is_no_moderation() -> None:
    life = Life(a_start(a_finding(VISITS, owner=WREN)), moderated_people())

    with pytest.raises(NotInModeration):
        life.give(c.Moderate, SWIFT, overall="good")


def test_a_kind_that_is_not_named_is_not_drawn_nor_by_a_new_version_of_the_rules() -> None:
    life = Life(a_start(a_finding(VISITS, owner=WREN), rules=rules_of("complaint")))
    assert not life.audit.awaits_draw
    assert rules_of("case_file").moderation

    replan(life, rules_of("complaint", version=2))

    assert not life.audit.awaits_draw
    with pytest.raises(AlreadyDrawn):
        drawn(life, is_drawn=True)


def rules_of(kind: str, **changes: Any) -> Rules:
    """What an audit of this kind carries where case file audits alone are moderated."""
    moderation = SECTIONS["moderation"] | {"kinds": ["case_file"]}
    framework = a_framework(**SECTIONS | {"moderation": moderation} | changes)
    return rules_for(framework, CALENDAR, "inadequate", {VISITS}, kind)
