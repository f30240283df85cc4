"""Work that breaks off leaves nothing behind: no change, no lock, no connection that is not as it was."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database

END_ALL = text("""
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
""")
OTHERS = text("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")


async def until_alone(database: Database) -> None:
    async with asyncio.timeout(10):
        while await others(database):  # noqa: ASYNC110 - the server sets no event
            await asyncio.sleep(0.01)


async def others(database: Database) -> int:
    async with database.transaction() as connection:
        return int((await connection.execute(OTHERS)).scalar_one())


async def hang(hanging: Database, living: Database) -> None:
    async with hanging.transaction() as connection:
        await connection.execute(text("select 1"))
        await until_alone(living)
        await connection.execute(text("select 1"))


async def test_a_transaction_that_nobody_goes_on_with_is_ended_by_the_server(database_url: str) -> None:
    hanging, living = Database(database_url, statement_limit=timedelta(milliseconds=200)), Database(database_url)

    with pytest.raises(DBAPIError):
        await hang(hanging, living)

    assert await others(living) == 0
    await hanging.dispose()
    await living.dispose()


async def test_a_statement_by_itself_is_there_at_once_and_what_comes_after_is_a_transaction_again(
    database_url: str,
) -> None:
    one = Database(database_url, size=1, overflow=0)
    async with one.statements() as driver:
        await driver.execute("create table kept (n int)")
        await driver.execute("insert into kept values (1)")

    with pytest.raises(DBAPIError):
        await keep_and_fail(one)

    async with one.transaction() as connection:
        assert list((await connection.execute(text("select n from kept"))).scalars()) == [1]
    await one.dispose()


async def test_what_a_reader_notes_is_there_before_the_reader_is_done_and_the_next_has_a_transaction_again(
    database_url: str,
) -> None:
    one, other = Database(database_url, size=1, overflow=0), Database(database_url)

    async with one.reading() as reader:
        await reader.execute(text("create table kept (n int)"))
        await reader.execute(text("insert into kept values (1)"))
        async with other.transaction() as connection:
            assert list((await connection.execute(text("select n from kept"))).scalars()) == [1]
    with pytest.raises(DBAPIError):
        await keep_and_fail(one)

    async with one.transaction() as connection:
        assert list((await connection.execute(text("select n from kept"))).scalars()) == [1]
    await one.dispose()
    await other.dispose()


async def keep_and_fail(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("insert into kept values (2)"))
        await connection.execute(text("select 1 / 0"))


async def test_a_statement_that_fails_says_so_in_the_usual_way_and_takes_its_connection_along(
    database_url: str,
) -> None:
    one = Database(database_url, size=1, overflow=0)
    async with one.statements() as driver:
        first = driver.info.backend_pid

    with pytest.raises(DBAPIError, match="division"):
        async with one.statements() as driver:
            await driver.execute("select 1 / 0")

    async with one.statements() as driver:
        assert driver.info.backend_pid != first
    await one.dispose()


async def test_after_the_server_has_gone_away_one_statement_fails_and_no_more(database_url: str) -> None:
    lost, living = Database(database_url), Database(database_url)
    await asyncio.gather(*(sleep_briefly(lost) for _ in range(4)))
    async with living.transaction() as connection:
        await connection.execute(END_ALL)
    await until_alone(living)

    with pytest.raises(DBAPIError):
        await sleep_briefly(lost)

    for _ in range(4):
        await sleep_briefly(lost)
    await lost.dispose()
    await living.dispose()


async def sleep_briefly(database: Database) -> None:
    async with database.statements() as driver:
        await driver.execute("select pg_sleep(0.05)")
