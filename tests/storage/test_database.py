"""What a program that hangs or vanishes has locked is free again soon."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database

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
