"""Whoever decides a proposal is told until somebody does, and operators when nobody can be."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from activities.lessons import Lessons, look_for_lessons
from domain.calendar import Calendar
from domain.framework import Framework
from domain.proposal import ProposalStatus
from storage import alarms, outbox, pace, proposals
from storage.database import Database
from storage.packing import pack
from storage.withholding import withhold
from tests.activities.lesson_room import WEEK, Room, a_room, calendars
from tests.activities.records import rows
from tests.builders import (
    CAIRN,
    FELL,
    HEALTH,
    MONDAY,
    PLANS,
    TARN,
    a_directory,
)


@pytest.fixture
async def room(database: Database) -> Room:
    return await a_room(database)


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


async def test_what_came_together_while_a_look_failed_is_proposed_by_the_next(room: Room) -> None:
    fails = iter([False, True])

    def once_no_calendar(framework: Framework, since: date) -> Calendar:
        if next(fails, False):
            raise ValueError("there is no such calendar")
        return calendars(framework, since)

    lessons = Lessons(room.database, room.clock, once_no_calendar)
    await lessons.look()
    for number in range(1, 4):
        await room.audit(number)

    with pytest.raises(ValueError, match="no such calendar"):
        await lessons.look()

    assert await room._replace(lessons=lessons).found() == [(PLANS, "north", ["x-1", "x-2", "x-3"])]


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
