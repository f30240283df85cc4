"""A look finds what audits found together, once; tells whoever decides; and never leaves it to nobody."""

import asyncio
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text

from activities.lessons import Lessons, look_for_lessons
from activities.recording import Recorder
from domain import commands as c
from domain.calendar import Calendar
from domain.directory import Directory
from domain.framework import Framework
from domain.framework_lessons import LessonRule
from domain.proposal import ProposalStatus
from storage import alarms, frameworks, outbox, pace, proposals, restrictions
from storage.database import Database
from storage.packing import pack
from storage.people import replace
from storage.withholding import withhold
from tests.activities.records import Recording, rows
from tests.activities.wound_clock import WoundClock
from tests.builders import (
    CAIRN,
    CALENDAR,
    FELL,
    HEALTH,
    HERON,
    MONDAY,
    MOSS,
    PLANS,
    TARN,
    VISITS,
    a_command,
    a_directory,
    a_finding,
    a_framework,
    a_start,
)

LADDER = {
    "steps": [{"after": "1wd", "role": "assistant_director"}, {"after": "3wd", "role": "director"}],
    "every": "5wd",
}
RULE: dict[str, Any] = {"unmet": 3, "within": "90cd", "decider": "head_of_service", "ladder": LADDER}
WEEK = timedelta(days=7)


def calendars(_framework: Framework, _since: date) -> Calendar:
    return CALENDAR


class Room(NamedTuple):
    """Larkmoor with a rule for lessons, and what looks for them by a clock that can be wound."""

    database: Database
    recorder: Recorder
    lessons: Lessons
    clock: WoundClock

    async def audit(self, number: int, standard: str = PLANS, **fields: Any) -> Recording:
        """An audit of the north team that found this standard unmet."""
        recording = Recording(self.recorder)
        finding = a_finding(standard, finding_id="f-1")
        await recording.start(a_start(finding, audit_id=f"x-{number}", command_id=f"start-{number}", **fields))
        return recording

    async def found(self) -> list[tuple[str, str, list[str]]]:
        """What is proposed after a look: the standard, where, and the audits."""
        await self.lessons.look()
        async with self.database.transaction() as connection:
            every = await proposals.every(connection)
        return [(one.about.standard, one.about.place, [each.audit_id for each in one.evidence]) for one in every]

    async def told(self) -> list[tuple[str, str]]:
        """Which notices are in the outbox for whom, the first first."""
        found = await rows(self.database, "select notice, person from outbox where seq < 1000 order by seq, notice_id")
        return [(one["notice"], one["person"]) for one in found if "theme" in one["notice"]]


async def a_room(database: Database, directory: Directory | None = None, **rule: Any) -> Room:
    people = directory or a_directory()
    await replace(database, list(people.people.values()), at=MONDAY)
    lessons = LessonRule.model_validate(RULE | rule)
    await frameworks.keep(database, a_framework().model_copy(update={"lessons": lessons}), at=MONDAY)
    clock = WoundClock(MONDAY)
    return Room(database, Recorder(database, clock), Lessons(database, clock, calendars), clock)


@pytest.fixture
async def room(database: Database) -> Room:
    return await a_room(database)


async def test_the_third_audit_proposes_and_a_fourth_is_added_once(room: Room) -> None:
    for number in (1, 2):
        await room.audit(number)
    assert await room.found() == []

    await room.audit(3)
    assert await room.found() == [(PLANS, "north", ["x-1", "x-2", "x-3"])]
    await room.audit(4)
    for _ in range(2):
        assert await room.found() == [(PLANS, "north", ["x-1", "x-2", "x-3", "x-4"])]
    assert await room.told() == [("theme_proposed", FELL)]


async def test_several_that_look_at_once_propose_once(room: Room) -> None:
    for number in range(1, 4):
        await room.audit(number)
    others = [Lessons(room.database, room.clock, calendars) for _ in range(4)]

    await asyncio.gather(*(one.look() for one in others))

    assert await room.found() == [(PLANS, "north", ["x-1", "x-2", "x-3"])]
    assert await room.told() == [("theme_proposed", FELL)]


@pytest.mark.parametrize("kind", ["re_audit", "inspection", "thematic"])
async def test_an_audit_of_such_a_kind_is_no_evidence(room: Room, kind: str) -> None:
    for number in (1, 2):
        await room.audit(number)
    await room.audit(3, audit_kind=kind)

    assert await room.found() == []


async def test_what_is_withdrawn_restricted_a_re_audit_or_put_right_is_no_evidence(room: Room) -> None:
    for number in (1, 2):
        await room.audit(number)
    withdrawn, amended = await room.audit(3), await room.audit(4)
    await withdrawn.give(a_command(c.Withdraw, CAIRN), MONDAY)
    await amended.give(a_command(c.Amend, FELL, subject=None, finding_id="f-1", is_met=True), MONDAY)
    await room.audit(5, re_audit_of="x-1")
    await room.audit(6)
    async with room.database.transaction() as connection:
        await restrictions.restrict(connection, "x-6", [HERON])
    assert await room.found() == []

    async with room.database.transaction() as connection:
        await restrictions.lift(connection, "x-6")
    assert await room.found() == [(PLANS, "north", ["x-1", "x-2", "x-6"])]


async def test_the_decider_is_reminded_and_told_on_until_somebody_decides(room: Room) -> None:
    for number in range(1, 4):
        await room.audit(number)
    for _ in range(5):
        await room.lessons.look()
        room.clock.now += WEEK + timedelta(days=1)
    wanted = [("theme_proposed", FELL), ("theme_reminder", FELL), ("escalation_theme", TARN)]
    assert await room.told() == [*wanted, *[("escalation_theme", CAIRN)] * 2]

    async with room.database.transaction() as connection:
        [proposal] = await proposals.every(connection)
        declined = {"status": ProposalStatus.DECLINED, "decided_by": FELL, "decided_at": room.clock.now}
        await proposals.decide(connection, proposal.model_copy(update=declined))
    room.clock.now += 4 * WEEK
    await room.lessons.look()

    assert len(await room.told()) == 5
    states = await rows(room.database, "select distinct state from outbox where notice like '%theme%'")
    assert [one["state"] for one in states] == ["stale"]


async def test_operators_are_alarmed_while_nobody_holds_the_role_and_no_more_once_somebody_is_told(
    database: Database,
) -> None:
    room = await a_room(database, a_directory(without=(FELL,)))
    for number in range(1, 4):
        await room.audit(number)
    await room.lessons.look()
    async with database.transaction() as connection:
        [alarm] = await alarms.open_alarms(connection)
    assert alarm.what == "unheard"
    assert alarm.detail.endswith("in team north: nobody in the reporting line is head of service.")

    for _ in range(3):
        room.clock.now += WEEK + timedelta(days=1)
        await room.lessons.look()

    assert ("escalation_theme", TARN) in await room.told()
    async with database.transaction() as connection:
        assert await alarms.open_alarms(connection) == []


async def test_audits_of_several_teams_of_one_service_are_counted_together(database: Database) -> None:
    room = await a_room(database, of="service", service="service_manager")
    south = a_directory().people["robin"].model_copy(update={"person": "rook", "team": "south", "manager": MOSS})
    await replace(database, [*a_directory().people.values(), south], at=MONDAY)
    for number, team in enumerate(("north", "south", "south"), 1):
        await room.audit(number, VISITS, team=team)
    await room.audit(4, VISITS, team="nowhere")

    assert await room.found() == [(VISITS, MOSS, ["x-1", "x-2", "x-3"])]
    assert await room.told() == [("theme_proposed", FELL)]


async def test_nothing_is_looked_for_where_no_policy_wants_lessons(database: Database) -> None:
    room = await a_room(database)
    await frameworks.keep(database, a_framework(version=2), at=MONDAY)
    for number in range(1, 4):
        await room.audit(number)

    assert await room.found() == []


async def test_a_look_that_fails_alarms_operators_until_one_does_not(room: Room) -> None:
    def no_calendar(_framework: Framework, _since: date) -> Calendar:
        raise ValueError("there is no such calendar")

    for number in range(1, 4):
        await room.audit(number)
    stop = asyncio.Event()

    async def sleep(_: timedelta) -> None:
        stop.set()

    await look_for_lessons(Lessons(room.database, room.clock, no_calendar), sleep, stop)
    assert [one["detail"] for one in await _alarms(room.database)] == [
        "Nobody can look for lessons (ValueError): the worker's log says what fails."
    ]
    await room.lessons.look()
    assert await _alarms(room.database) == []


async def _alarms(database: Database) -> list[dict[str, Any]]:
    async with database.transaction() as connection:
        return [one._asdict() for one in await alarms.open_alarms(connection)]


async def test_a_letter_packed_with_others_is_taken_out_once_its_proposal_is_decided(room: Room) -> None:
    for number in range(1, 4):
        for standard in (PLANS, HEALTH):
            await room.audit(2 * number + (standard == PLANS), standard)
    await room.lessons.look()
    async with room.database.transaction() as connection:
        await connection.execute(text("delete from outbox where notice not like '%theme%'"))
        await connection.execute(text("update outbox set is_digested = true, due_at = :at"), {"at": MONDAY})
        await pack(connection, "mail", MONDAY)
        for one in await proposals.every(connection):
            if one.about.standard == PLANS:
                declined = {"status": ProposalStatus.DECLINED, "decided_by": FELL, "decided_at": MONDAY}
                await proposals.decide(connection, one.model_copy(update=declined))
        there = pace.Room(9)
        claimed = await outbox.claim(connection, "courier", now=MONDAY, until=MONDAY + WEEK, room=there)
        [parcel] = await withhold(connection, claimed)

    assert [letter.proposed.standards for letter in parcel.letters if letter.proposed] == [(HEALTH,)]
    stale = await rows(room.database, "select stale_because from outbox where state = 'stale'")
    assert [each["stale_because"] for each in stale] == ["The proposal was decided."]
