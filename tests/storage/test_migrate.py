"""Migrations make exactly the tables the code knows, once, from an empty database."""

import asyncio
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from storage.database import AddressUnreadable, Database, address
from storage.every_table import METADATA
from storage.migrate import upgrade

NEW_EVENT = text(
    "insert into events values ('a-1', 1, now(), 'caught_up', null, 1, '{}', 'd', now())",
)


class BrokenOff(Exception):
    """What a power cut looks like from inside."""


async def differences(url: str) -> list[object]:
    def compare(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))

    database = Database(url)
    async with database.transaction() as connection:
        found = await connection.run_sync(compare)
    await database.dispose()
    return found


async def test_an_empty_database_becomes_exactly_the_tables_of_the_code(database_url: str) -> None:
    before = await differences(database_url)

    await upgrade(database_url)

    assert before != []
    assert await differences(database_url) == []


async def test_several_may_upgrade_at_once(database_url: str) -> None:
    await asyncio.gather(*(upgrade(database_url) for _ in range(3)))

    assert await differences(database_url) == []


async def test_the_address_may_come_on_standard_input(database_url: str) -> None:
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "storage.migrate", "-"], input=f"{database_url}\n", text=True
    )

    assert done.returncode == 0
    assert await differences(database_url) == []


@pytest.mark.parametrize("change", ["update events set body = 'x'", "delete from events", "truncate events"])
async def test_the_database_refuses_to_change_the_log(database: Database, change: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(NEW_EVENT)

    with pytest.raises(DBAPIError, match="append-only"):
        async with database.transaction() as connection:
            await connection.execute(text(change))


async def test_work_that_fails_leaves_nothing(database: Database) -> None:
    async def break_off() -> None:
        async with database.transaction() as connection:
            await connection.execute(NEW_EVENT)
            raise BrokenOff

    with pytest.raises(BrokenOff):
        await break_off()

    async with database.transaction() as connection:
        assert (await connection.execute(text("select count(*) from events"))).scalar_one() == 0


@pytest.mark.parametrize("url", ["", "sqlite:///x", "secret", "postgresql://h:port/x"])
def test_an_address_that_is_not_understood_is_never_repeated(url: str) -> None:
    with pytest.raises(AddressUnreadable) as refused:
        address(url)

    assert url not in str(refused.value) or url == ""
