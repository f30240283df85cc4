"""Whatever breaks while a page is written, all of it is there or none of it."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from activities.refusals import told_apart
from domain.decide import decide
from storage.database import Database
from tests.activities.records import Recording, a_recorder, log_of, rows
from tests.builders import MONDAY, a_start

BREAKS = {
    "at the last notice": ("immediate", "raise exception using errcode = 'serialization_failure'"),
    "at commit": ("deferred", "raise exception using errcode = 'disk_full'"),
    "as the server dies": ("deferred", "perform pg_terminate_backend(pg_backend_pid())"),
}
HOLDS = ("events", "audits", "actions", "findings", "standards", "outbox", "alarms")


async def run(database: Database, *statements: str) -> None:
    async with database.transaction() as connection:
        for statement in statements:
            await connection.execute(text(statement))


@pytest.mark.parametrize("broken", BREAKS)
async def test_a_page_that_breaks_off_leaves_nothing_and_is_written_by_the_next_try(
    database: Database, broken: str
) -> None:
    when, what = BREAKS[broken]
    recording = Recording(await a_recorder(database))
    page = recording.page(decide(None, a_start(), MONDAY))
    await run(
        database,
        f"create function break() returns trigger language plpgsql as $$ begin {what}; return null; end $$",
        "create constraint trigger breaks after insert on outbox deferrable "
        f"initially {when} for each row execute function break()",
    )

    with pytest.raises(DBAPIError), told_apart():
        await recording.recorder.record(page)

    left = {table: len(await rows(database, f"select from {table}")) for table in HOLDS}
    assert left == dict.fromkeys(HOLDS, 0)
    await run(database, "drop trigger breaks on outbox")
    assert (await recording.recorder.record(page)).head.seq == len(page.events)
    assert len(await log_of(database)) == len(page.events)


async def test_a_page_whose_worker_stops_half_way_leaves_nothing(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    page = recording.page(decide(None, a_start(), MONDAY))
    async with database.transaction() as connection:
        await connection.execute(text("lock table outbox in access exclusive mode"))
        writing = asyncio.create_task(recording.recorder.record(page))
        await until_somebody_waits(database)
        writing.cancel()
        await asyncio.wait([writing])

    assert writing.cancelled()
    assert await log_of(database) == []


async def until_somebody_waits(database: Database) -> None:
    async with asyncio.timeout(10):
        while not await rows(database, "select from pg_locks where not granted"):  # noqa: ASYNC110 - the server sets no event
            await asyncio.sleep(0.01)
