"""A second process of couriers shares the work of the first."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import insert

from runtime.children import Child
from runtime.ports import HOST, free_port
from storage.database import Database
from storage.outbox_tables import OUTBOX
from tests.activities.outbox_rows import a_notice, fill
from tests.activities.post_office import PostOffice, SortingOffice
from tests.restarts.driver import left, until_all_is_sent
from tests.restarts.machine import a_worker, now

pytestmark = pytest.mark.timeout(150)
ENOUGH = 60  # letters for two to share while they start at their own pace
LIMIT = 60  # seconds, on a machine that does much else


@pytest.fixture
async def database(migrated_database_url: str) -> AsyncIterator[Database]:
    database = Database(migrated_database_url)
    yield database
    await database.dispose()


@pytest.fixture
async def couriers(
    tmp_path: Path, migrated_database_url: str, mail: tuple[SortingOffice, PostOffice]
) -> AsyncIterator[list[Child]]:
    folders = [tmp_path / "one", tmp_path / "other"]
    nowhere = f"{HOST}:{free_port()}"  # couriers alone need no Temporal server
    children = []
    for folder in folders:
        folder.mkdir()
        children.append(a_worker(folder, migrated_database_url, nowhere, mail[1].port, "--courier"))
        children[-1].start()
    yield children
    for child in children:
        await child.stop()


async def test_two_processes_of_couriers_deliver_each_letter_once_between_them(
    database: Database, couriers: list[Child], mail: tuple[SortingOffice, PostOffice]
) -> None:
    numbers = count(1)
    await fill(database, [a_notice(next(numbers), due_at=now())])
    async with asyncio.timeout(LIMIT):
        while not all(_sent_by(courier) for courier in couriers):
            if await left(database) < ENOUGH:
                async with database.transaction() as connection:
                    await connection.execute(insert(OUTBOX), [a_notice(next(numbers), due_at=now()) for _ in range(20)])
            await asyncio.sleep(0.1)
        await until_all_is_sent(database)

    assert sum(_sent_by(courier) for courier in couriers) == len(mail[0].mails) == next(numbers) - 1
    assert max(mail[0].ids.values()) == 1


def _sent_by(courier: Child) -> int:
    log = courier.order.log
    assert log
    return log.read_text().count("letter_sent") if log.exists() else 0
