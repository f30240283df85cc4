"""Each part of the machine is killed while fifty audits run: every event comes once, every notice leaves once."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count, pairwise
from pathlib import Path

import pytest

from activities.mail import message_id
from api.engine import Engine
from api.record import Record
from api.sending import Patience
from runtime.settings import Common
from runtime.temporal import connect_to
from storage.database import Database
from storage.texts import Chance
from storage.verifying import verify
from tests.activities.post_office import PostOffice, SortingOffice
from tests.activities.records import log_of, rows
from tests.restarts.driver import Driver, until_all_is_sent
from tests.restarts.fifty import expected, facts, fifty
from tests.restarts.machine import Machine, a_machine

pytestmark = pytest.mark.timeout(300)
LIMIT = 200  # seconds, on a machine that does much else
PARTS = ("worker", "temporal", "postgres")
DOMAIN = Common().mail_from.rpartition("@")[2]


@pytest.fixture
async def machine(tmp_path: Path, mail: tuple[SortingOffice, PostOffice]) -> AsyncIterator[Machine]:
    machine = await a_machine(tmp_path, mail[1].port)
    yield machine
    await machine.stop()


@pytest.fixture
async def database(machine: Machine) -> AsyncIterator[Database]:
    database = Database(machine.url, size=20)
    yield database
    await database.dispose()


@pytest.fixture
async def driver(machine: Machine, database: Database) -> Driver:
    numbers = count(1)
    record = Record(database, Chance(lambda: f"t-{next(numbers)}", lambda: "salt"))
    return Driver(Engine(await connect_to(machine.temporal.address), record, Patience()), database)


async def test_nothing_is_lost_or_doubled_when_each_part_is_killed(
    machine: Machine, driver: Driver, mail: tuple[SortingOffice, PostOffice], database: Database
) -> None:
    cases = fifty()
    wanted = {case.audit_id: expected(case) for case in cases}
    total = sum(each.total() for each in wanted.values())
    logged = [0]

    async with asyncio.timeout(LIMIT), asyncio.TaskGroup() as group:
        for case in cases:
            group.create_task(driver.play(case))
        for number, part in enumerate(PARTS, 1):
            logged.append(await driver.watch(total * number // (len(PARTS) + 1)))
            await machine.kill(part)
        logged.append(await driver.watch(total))
    async with asyncio.timeout(LIMIT):
        await until_all_is_sent(database)

    assert all(before < after for before, after in pairwise(logged))
    assert logged[-1] == total
    assert {audit_id: facts(await log_of(database, audit_id)) for audit_id in wanted} == wanted
    assert await verify(database) == []
    await _assert_notices(database, mail[0])


async def _assert_notices(database: Database, office: SortingOffice) -> None:
    """Each one has left, under the one Message-ID that is its own, unless it was overtaken while it could not."""
    outbox = await rows(database, "select notice_id, state from outbox")
    own = {message_id(row["notice_id"], DOMAIN): row["state"] for row in outbox}

    assert {"sent"} <= {*own.values()} <= {"sent", "stale"}
    assert len(own) == len(outbox) > 0
    # One that was taken just before a courier died can have been overtaken by the time another looks at it.
    assert {one for one, state in own.items() if state == "sent"} <= set(office.ids) <= own.keys()
