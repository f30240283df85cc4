"""A look finds what audits found together, once; tells whoever decides; and never leaves it to nobody."""

import asyncio

import pytest

from activities.lessons import Lessons
from domain import commands as c
from storage import frameworks, restrictions
from storage.database import Database
from storage.people import replace
from tests.activities.lesson_room import Room, a_room, calendars
from tests.builders import (
    CAIRN,
    FELL,
    HERON,
    MONDAY,
    MOSS,
    PLANS,
    VISITS,
    a_command,
    a_directory,
    a_framework,
)


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
