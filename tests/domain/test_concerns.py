"""A safety concern is told at once to the role the framework names and their deputy, until somebody acknowledges it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain import commands as c
from domain import events as e
from domain.directory import Directory
from domain.errors import NotAllowed
from domain.london import DAY
from domain.moments import wake_at
from domain.notices import address
from storage.telling import outbox_of
from tests.builders import (
    ASH,
    FELL,
    HERON,
    LINE,
    MOSS,
    PLOVER,
    ROBIN,
    TARN,
    VISITS,
    WREN,
    a_directory,
    a_finding,
    a_framework,
    a_start,
    on,
    some_rules,
)
from tests.domain import promises
from tests.domain.test_absences import away, changed
from tests.life import Life

TOLD: dict[str, Any] = {"safety": {"tell": LINE[2], "repeat": "2h"}}


def a_concern(directory: Directory | None = None) -> Life:
    """A concern added on a Saturday night, in a council whose service manager has a deputy."""
    people = directory or changed(a_directory(), MOSS, deputy=TARN)
    life = Life(a_start(a_finding(), rules=some_rules(**TOLD)), people).wait(on("2026-11-07 23:30"))
    life.give(c.AddAction, HERON, action_id="x-1", is_safety=True)
    life.sent.clear()
    return life.notice()


def letters(step: e.Escalated) -> set[tuple[str, datetime, bool]]:
    """The letters of this step: to whom each is, when it may leave, and whether it is urgent."""
    addressed = address([step.model_copy(update={"told": None})], changed(a_directory(), MOSS, deputy=TARN))
    return {(row["person"], row["due_at"], row["is_urgent"]) for row in outbox_of("x", addressed, some_rules(**TOLD))}


def concerns(life: Life) -> list[Any]:
    return [one for one in life.of(e.Escalated) if one.matter == "concern"]


def test_the_named_role_and_their_deputy_are_told_at_once_on_a_saturday_night() -> None:
    life = a_concern()

    [step] = concerns(life)
    assert step.at == on("2026-11-07 23:30")
    assert step.told.people == (
        e.Hearer(person=MOSS, role=LINE[2]),
        e.Hearer(person=TARN, role=f"deputy_of_{LINE[2]}"),
    )
    assert life.sent == [("escalation_concern", MOSS), ("escalation_concern", TARN)]


@pytest.mark.parametrize(
    "moment",
    ["2026-12-27 03:00", "2026-12-25 03:00", "2026-12-28 23:59", "2027-03-28 00:30", "2026-11-02 10:00"],
    ids=["a Sunday between bank holidays", "a bank holiday", "its last minute", "the clocks change", "a working day"],
)
def test_whatever_the_hour_and_the_day_both_are_told_in_that_instant_and_again_two_hours_later(moment: str) -> None:
    life = Life(a_start(a_finding(), rules=some_rules(**TOLD)), changed(a_directory(), MOSS, deputy=TARN))
    life.wait(on(moment)).give(c.AddAction, HERON, action_id="x-1", is_safety=True, due=on(moment).date() + 3 * DAY)

    life.notice().wait(timedelta(hours=2))

    assert [one.at for one in concerns(life)] == [on(moment), on(moment) + timedelta(hours=2)]
    for step in concerns(life):
        assert [one.person for one in step.told.people] == [MOSS, TARN]
        assert letters(step) == {(MOSS, step.at, True), (TARN, step.at, True)}


def test_both_are_told_again_through_the_night_until_somebody_acknowledges() -> None:
    life = a_concern().wait(on("2026-11-08 04:00"))
    before = [one.at for one in concerns(life)]
    life.give(c.Acknowledge, TARN, action_id="x-1")

    life.wait(on("2026-11-09 12:00"))

    assert before == [on(f"2026-11-{time}") for time in ("07 23:30", "08 01:30", "08 03:30")]
    assert len(concerns(life)) == len(before)


def test_an_acknowledgement_of_the_concern_buys_no_silence_of_the_ladder() -> None:
    life = a_concern()
    life.give(c.Acknowledge, MOSS, action_id="x-1")

    life.wait(on("2026-11-08 03:30"))

    assert [(one.at, one.role) for one in life.of(e.Escalated) if one.matter == "safety"] == [
        (on("2026-11-08 03:30"), LINE[1])
    ]


def test_somebody_who_was_not_told_cannot_acknowledge_it() -> None:
    with pytest.raises(NotAllowed, match="whoever was told last"):
        a_concern().give(c.Acknowledge, FELL, action_id="x-1")


def test_for_somebody_away_the_one_who_stands_in_is_told_and_so_is_their_deputy() -> None:
    directory = changed(away((MOSS, FELL)), FELL, deputy=PLOVER)

    [step] = concerns(a_concern(directory))

    assert [(one.person, one.stands_in_for) for one in step.told.people] == [(FELL, MOSS), (PLOVER, None)]


def test_a_claim_stops_the_telling_and_a_claim_sent_back_begins_it_again() -> None:
    life = a_concern()
    life.give(c.ClaimDone, WREN, action_id="x-1")
    life.wait(timedelta(hours=9))
    quiet = len(concerns(life))

    life.give(c.SendBack, HERON, action_id="x-1")
    life.notice()

    assert (quiet, len(concerns(life))) == (1, 2)


def test_after_an_outage_it_is_told_once_and_says_how_often_it_was_missed() -> None:
    life = a_concern()

    life.sleep(on("2026-11-08 12:00"))

    assert [one.repeats for one in concerns(life)] == [0, 6]


def test_where_nobody_holds_the_role_it_is_repeated_all_the_same_and_somebody_is_alarmed() -> None:
    life = a_concern(a_directory(without=(MOSS,))).wait(on("2026-11-08 02:00"))

    assert [one.told.nobody for one in concerns(life)] == [True, True]
    assert life.kinds("step_unheard") == ["step_unheard", "step_unheard"]


def test_the_telling_waits_for_no_spread_and_keeps_every_promise() -> None:
    life = a_concern()

    assert wake_at(life.audit) == on("2026-11-08 01:30")
    promises.keeps_its_promises(life)
    promises.log_makes_the_audit(life)


def test_rules_that_name_nobody_tell_the_owner_alone() -> None:
    life = Life(a_start(a_finding(VISITS, is_safety=True)))

    life.notice()

    assert life.sent == [("safety", WREN)]


@pytest.mark.parametrize("repeat", ["1wd", "0h", "2cd"])
def test_a_repeat_in_days_or_never_is_refused(repeat: str) -> None:
    with pytest.raises(ValidationError, match="waits for no day"):
        a_framework(safety={"tell": LINE[2], "repeat": repeat})


@pytest.mark.parametrize("person", [ROBIN, ASH])
def test_a_deputy_who_is_away_too_is_stood_in_for(person: str) -> None:
    directory = changed(away((TARN, person)), MOSS, deputy=TARN)

    [step] = concerns(a_concern(directory))

    assert [one.person for one in step.told.people] == [MOSS, person]
