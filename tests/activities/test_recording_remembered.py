"""What a worker remembers of an audit saves it reading; it never writes what the log does not bear out."""

import asyncio

import pytest
from sqlalchemy import text

from activities.recording import Recorder
from activities.remembered import Remembered
from domain import commands as c
from domain.audit import AuditStatus
from domain.chain import Head
from domain.decide import decide
from domain.evolve import fold
from storage.database import Database
from storage.errors import LogBroken, Overtaken
from storage.people import replace
from tests.activities.records import RECORDED_AT, Recording, a_recorder, log_of, rows, value_of
from tests.builders import ASH, MONDAY, ROBIN, WREN, a_command, a_directory, a_start

KEPT = ("events", "audits", "actions", "outbox", "alarms")
TAKEN = text("""
    insert into events select audit_id, seq + 1, at, kind, null, shape, body, digest, recorded_at
    from events where seq = :seq
""")
CUT = (
    "alter table events disable trigger events_append_only",
    "delete from events where seq > 2",
    "update audits set seq = 2, digest = (select digest from events where seq = 2)",
)


@pytest.fixture
async def recording(database: Database) -> Recording:
    """An audit that the worker has recorded and remembers."""
    recording = Recording(await a_recorder(database))
    await recording.start()
    await recording.give(a_command(c.Accept, WREN), MONDAY)
    return recording


def another_worker(database: Database) -> Recorder:
    return Recorder(database, lambda: RECORDED_AT)


async def kept(database: Database) -> dict[str, list[dict[str, object]]]:
    return {table: await rows(database, f"select * from {table}") for table in KEPT}  # noqa: S608 - names of ours


async def test_a_worker_that_another_overtook_is_told_what_it_missed_and_goes_on(
    recording: Recording, database: Database
) -> None:
    here, stale = recording.recorder, recording.page(decide(recording.audit, a_command(c.Begin, WREN), MONDAY))
    recording.recorder = another_worker(database)
    await recording.give(a_command(c.Reassign, ASH), MONDAY)
    recording.recorder = here

    answer = await here.record(stale)
    await recording.give(a_command(c.Begin, ROBIN), MONDAY)

    assert [event.kind for event in answer.missed] == ["action_reassigned"]
    assert fold(None, await log_of(database)) == await value_of(database) == recording.audit


async def test_workers_who_take_turns_write_one_chain(recording: Recording, database: Database) -> None:
    workers = [recording.recorder, another_worker(database)]
    for number in range(6):
        recording.recorder = workers[number // 2 % 2]
        await recording.give(a_command(c.Reassign, ASH, owner=(ROBIN, WREN)[number % 2]), MONDAY)

    assert fold(None, await log_of(database)) == await value_of(database) == recording.audit


async def test_of_workers_who_remember_the_same_place_one_writes_and_the_others_are_told(
    recording: Recording, database: Database
) -> None:
    workers = [another_worker(database) for _ in range(4)]
    for worker in workers:
        await worker.record(recording.pages[0])
    await asyncio.gather(*(worker.record(recording.pages[1]) for worker in workers))
    pages = [recording.page(decide(recording.audit, a_command(c.Begin, WREN), MONDAY)) for _ in workers]

    answers = await asyncio.gather(*(worker.record(page) for worker, page in zip(workers, pages, strict=True)))

    assert [bool(answer.missed) for answer in answers].count(False) == 1
    assert len({answer.head.digest for answer in answers}) == 1


async def test_a_page_whose_place_is_taken_changes_nothing_at_all(recording: Recording, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(TAKEN, {"seq": recording.head.seq})
    before = await kept(database)

    with pytest.raises(Overtaken):
        await recording.give(a_command(c.Reassign, ASH), MONDAY)

    assert await kept(database) == before


async def test_a_page_that_follows_what_the_log_has_lost_is_refused_by_who_remembers_it(
    recording: Recording, database: Database
) -> None:
    async with database.transaction() as connection:
        for statement in CUT:
            await connection.execute(text(statement))
    before = await kept(database)

    with pytest.raises(LogBroken, match="larkmoor-1"):
        await recording.give(a_command(c.Begin, WREN), MONDAY)

    assert await kept(database) == before


async def test_whoever_has_left_the_council_since_is_not_told(recording: Recording, database: Database) -> None:
    await replace(database, list(a_directory(without=(ROBIN,)).people.values()), at=MONDAY)

    answer = await recording.give(a_command(c.Reassign, ASH), MONDAY)

    [told] = answer.told.values()
    assert told.nobody
    assert ROBIN not in [row["person"] for row in await rows(database, "select person from outbox")]


async def test_the_next_page_puts_the_alarm_of_an_unrecorded_one_away(recording: Recording, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            text("insert into alarms values ('stuck', 'larkmoor-1', 9, 'unrecorded', 'It failed.', :at)"),
            {"at": MONDAY},
        )

    await recording.give(a_command(c.Begin, WREN), MONDAY)

    [alarm] = await rows(database, "select cleared_at from alarms")
    assert alarm["cleared_at"] == RECORDED_AT


def test_an_audit_is_remembered_at_the_head_it_was_left_at_and_no_other() -> None:
    audit = fold(None, decide(None, a_start(), MONDAY))
    assert audit
    remembered = Remembered()

    remembered.keep(Head(seq=2, digest="b"), audit)

    assert remembered.at("larkmoor-1", Head(seq=2, digest="b")) is audit
    assert remembered.at("larkmoor-1", Head(seq=2, digest="c")) is None
    assert remembered.at("larkmoor-2", Head(seq=2, digest="b")) is None


def test_of_too_many_audits_the_one_that_rested_longest_is_forgotten() -> None:
    audit = fold(None, decide(None, a_start(), MONDAY))
    assert audit
    remembered, head = Remembered(most=2), Head(seq=2, digest="b")
    for name in ("first", "second"):
        remembered.keep(head, audit.model_copy(update={"audit_id": name}))
    remembered.at("first", head)

    remembered.keep(head, audit.model_copy(update={"audit_id": "third"}))

    assert [name for name in ("first", "second", "third") if remembered.at(name, head)] == ["first", "third"]


def test_an_audit_that_is_over_is_let_go() -> None:
    audit = fold(None, decide(None, a_start(), MONDAY))
    assert audit
    remembered, head = Remembered(), Head(seq=2, digest="b")
    remembered.keep(head, audit)

    remembered.keep(Head(seq=3, digest="c"), audit.model_copy(update={"status": AuditStatus.CLOSED}))

    assert remembered.at("larkmoor-1", head) is None
    assert remembered.at("larkmoor-1", Head(seq=3, digest="c")) is None
