"""A page goes into the log once, whoever sends it and however often."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from activities.interface import Recorded
from domain import commands as c
from domain.chain import Head
from domain.decide import decide
from domain.evolve import fold
from domain.tick import tick
from storage.database import Database
from storage.errors import LogBroken, PageUnordered
from tests.activities.records import Recording, a_recorder, log_of, rows, value_of
from tests.builders import ASH, MONDAY, ROBIN, WREN, a_command, a_finding, a_start, on

LATE = on("2026-12-01 12:00")


@pytest.fixture
async def recording(database: Database) -> Recording:
    return Recording(await a_recorder(database))


async def counted(database: Database) -> dict[str, Any]:
    [row] = await rows(
        database,
        "select (select count(*) from events) as events, (select count(*) from outbox) as outbox, "
        "(select count(*) from actions) as actions, (select count(*) from alarms) as alarms",
    )
    return row


async def test_a_started_audit_is_in_the_log_and_in_the_tables(recording: Recording, database: Database) -> None:
    answer = await recording.start(a_start(a_finding(), a_finding(is_met=True)))

    [action] = await rows(database, "select * from actions")
    [met] = await rows(database, "select * from findings where is_met")
    [letter] = await rows(database, "select * from outbox")
    assert answer.head == recording.head
    assert [event.seq for event in await log_of(database)] == list(range(1, answer.head.seq + 1))
    assert (action["owner"], action["title"], action["is_waiting"]) == (WREN, "Put visits right", True)
    assert (met["left_because"], met["action_id"]) == ("met", None)
    assert letter["notice_id"] == f"larkmoor-1/{letter['seq']}/opened/{WREN}"
    assert (letter["state"], letter["due_at"]) == ("waiting", MONDAY)


async def test_the_folded_log_is_the_value_in_the_tables_and_in_the_workflow(
    recording: Recording, database: Database
) -> None:
    await recording.start()
    await recording.give(a_command(c.Begin, WREN), MONDAY + timedelta(days=1))
    await recording.wait(LATE)

    log = await log_of(database)

    assert len(log) > 6
    assert fold(None, log) == await value_of(database) == recording.audit


async def test_a_page_sent_again_gets_its_first_answer_and_writes_nothing(
    recording: Recording, database: Database
) -> None:
    first = await recording.start()
    before = await counted(database)

    again = await recording.recorder.record(recording.pages[0])

    assert again == first
    assert again.told != {}
    assert await counted(database) == before


async def test_an_old_page_sent_again_ends_where_it_ended_then(recording: Recording) -> None:
    first = await recording.start()
    second = await recording.wait(LATE)

    again = await recording.recorder.record(recording.pages[0])

    assert second
    assert again == first
    assert again.head.seq < second.head.seq


async def test_a_page_that_another_page_came_before_is_told_what_it_missed(
    recording: Recording, database: Database
) -> None:
    await recording.start()
    assert recording.audit
    stale = recording.page(decide(recording.audit, a_command(c.Accept, WREN), MONDAY))
    await recording.give(a_command(c.Begin, WREN), MONDAY)
    before = await counted(database)

    answer = await recording.recorder.record(stale)

    assert [event.kind for event in answer.missed] == ["action_begun"]
    assert answer.head == recording.head
    assert not answer.is_partial
    assert await counted(database) == before


async def test_an_empty_page_asks_what_the_log_holds(recording: Recording, database: Database) -> None:
    await recording.start()

    behind = await recording.recorder.record(recording.page([], Head()))
    level = await recording.recorder.record(recording.page([]))

    assert list(behind.missed) == await log_of(database)
    assert level == Recorded(head=recording.head)


async def test_a_long_absence_is_told_in_parts(recording: Recording) -> None:
    await recording.start()
    for number in range(205):
        await recording.give(a_command(c.Reassign, ASH, owner=(ROBIN, WREN)[number % 2]), MONDAY)

    part = await recording.recorder.record(recording.page([], Head()))
    rest = await recording.recorder.record(recording.page([], part.head))

    assert (len(part.missed), part.is_partial) == (200, True)
    assert (rest.head, rest.is_partial) == (recording.head, False)


@pytest.mark.parametrize("head", [Head(seq=2, digest="f" * 64), Head(seq=99, digest="f" * 64)])
async def test_a_page_that_follows_what_the_log_never_held_is_refused(recording: Recording, head: Head) -> None:
    await recording.start()
    [event] = decide(recording.audit, a_command(c.Begin, WREN), MONDAY)
    page = recording.page([event.model_copy(update={"seq": head.seq + 1})], head)

    with pytest.raises(LogBroken, match="larkmoor-1"):
        await recording.recorder.record(page)


async def test_a_page_with_a_hole_is_refused(recording: Recording) -> None:
    await recording.start()
    [event] = decide(recording.audit, a_command(c.Begin, WREN), MONDAY)

    with pytest.raises(PageUnordered):
        await recording.recorder.record(recording.page([event.model_copy(update={"seq": event.seq + 1})]))


async def test_of_two_pages_at_one_place_one_is_written_and_the_other_told(
    recording: Recording, database: Database
) -> None:
    await recording.start()
    assert recording.audit
    pages = [recording.page(decide(recording.audit, a_command(kind, WREN), MONDAY)) for kind in (c.Accept, c.Begin) * 4]

    answers = await asyncio.gather(*(recording.recorder.record(page) for page in pages))

    assert [bool(answer.missed) for answer in answers].count(False) == 1
    assert len({answer.head.digest for answer in answers}) == 1
    assert (await log_of(database))[-1].seq == recording.head.seq + 1


async def test_one_page_sent_twice_at_once_is_written_once(recording: Recording, database: Database) -> None:
    page = recording.page(decide(None, a_start(), MONDAY))

    answers = await asyncio.gather(*(recording.recorder.record(page) for _ in range(4)))

    assert answers[1:] == answers[:-1]
    assert len(await log_of(database)) == len(page.events)


async def test_what_time_made_true_reaches_the_overdue_list(recording: Recording, database: Database) -> None:
    await recording.start()
    assert recording.audit
    page = recording.page(tick(recording.audit, LATE))

    await recording.recorder.record(page)

    [audit] = await rows(database, "select * from audits")
    assert audit["level"] == 1
    assert audit["next_moment"] > LATE
    assert audit["digest"] == (await recording.recorder.record(page)).head.digest
