"""An event is tried by one at a time, in its order, until something is said of it."""

import asyncio
import json

from sqlalchemy import text

from storage import trying
from storage.database import Database
from tests.builders import MONDAY
from tests.storage.incoming import COUNTS, MINUTE, claimed, incoming, listed, taken


async def test_a_claimed_event_is_nobody_elses_until_its_lease_runs_out(database: Database) -> None:
    await taken(database, incoming())

    first, second = await claimed(database), await claimed(database)
    after_the_lease = await claimed(database, after=2 * MINUTE)

    assert [len(one) for one in (first, second, after_the_lease)] == [1, 0, 1]
    assert [one.attempts for one in (*first, *after_the_lease)] == [1, 2]
    assert first[0].received_at == MONDAY


async def test_many_who_claim_at_once_get_each_event_once(database: Database) -> None:
    await taken(database, *(incoming(f"e-{n}") for n in range(20)))

    shares = await asyncio.gather(*(claimed(database, limit=7) for _ in range(4)))

    assert sorted(one.number for share in shares for one in share) == sorted(
        {one.number for one in await listed(database)}
    )


async def test_an_event_that_awaits_an_earlier_one_is_tried_once_that_is_through(database: Database) -> None:
    await taken(
        database,
        incoming("jan", about=["a", "b"]),
        incoming("feb", about=["c"], awaits=["a", "d"]),
        incoming("other", about=["d"], awaits=["c1"]),
    )

    first = await claimed(database)
    await settled(database, first[0])
    second = await claimed(database)

    assert [one.event_id for one in first] == ["jan", "other"]
    assert [one.event_id for one in second] == ["feb"]


async def test_types_that_nobody_here_delivers_stay_until_somebody_does(database: Database) -> None:
    await taken(database, incoming("known"), incoming("unknown", type="later.v1", state="unknown"))

    before = await claimed(database)
    later = await claimed(database, types=("later.v1",))

    assert [one.event_id for one in before] == ["known"]
    assert [one.event_id for one in later] == ["unknown"]
    assert [one.state for one in await listed(database)] == ["waiting", "waiting"]


async def settled(database: Database, due: trying.Due) -> bool:
    async with database.transaction() as connection:
        return await trying.settle(connection, due, "It counted.", "north-1", MONDAY + MINUTE)


async def test_what_is_done_keeps_its_name_and_digest_and_loses_its_data(database: Database) -> None:
    await taken(database, incoming("e-1"))
    [due] = await claimed(database)

    assert await settled(database, due)

    async with database.transaction() as connection:
        row = (await connection.execute(text("select * from inbox"))).one()
    assert json.loads(row.body) == {"id": "e-1", "source": "performance", "type": COUNTS}
    assert (row.state, row.audit_id, row.outcome) == ("done", "north-1", "It counted.")
    assert [one.was_there for one in await taken(database, incoming("e-1"))] == [True]


async def test_whoever_lost_the_lease_changes_nothing(database: Database) -> None:
    await taken(database, incoming())
    [slow] = await claimed(database)
    [quick] = await claimed(database, after=2 * MINUTE)

    async with database.transaction() as connection:
        lost = [
            await trying.settle(connection, slow, "Mine.", None, MONDAY),
            await trying.refuse(connection, slow, "Mine.", None, MONDAY),
            await trying.put_off(connection, slow, "Mine.", None, MONDAY),
            await trying.put_back(connection, slow, MONDAY),
        ]

    assert lost == [False] * 4
    assert await settled(database, quick)


async def test_an_event_put_off_is_due_again_at_its_moment_and_one_put_back_at_once(database: Database) -> None:
    await taken(database, incoming("off"), incoming("back"))
    off, back = await claimed(database)
    async with database.transaction() as connection:
        await trying.put_off(connection, off, "The engine is away.", None, MONDAY + 3 * MINUTE)
        await trying.put_back(connection, back, MONDAY + MINUTE)

    soon, later = await claimed(database), await claimed(database, after=4 * MINUTE)

    assert [(one.event_id, one.attempts) for one in soon] == [("back", 1)]
    assert [(one.event_id, one.attempts) for one in later] == [("off", 2), ("back", 2)]
    assert {one.outcome for one in await listed(database)} == {"The engine is away.", None}
