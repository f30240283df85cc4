"""What operators did stays noted as it was, newest first, and nobody can change it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.operations import Operation, note, operations
from tests.builders import MONDAY


def an_operation(about: str = "larkmoor-1", verb: str = "nudge") -> Operation:
    return Operation(MONDAY, "op-1", verb, about, "The disk was full.", {"alarms_settled": 1}, "r-1")


async def noted(database: Database, *done: Operation) -> list[int]:
    async with database.transaction() as connection:
        return [await note(connection, one) for one in done]


async def test_what_was_done_is_listed_newest_first_as_it_was_noted(database: Database) -> None:
    first, second = an_operation(), an_operation("all", "resend")

    numbers = await noted(database, first, second)

    listed = await operations(database)
    assert [one._replace(number=0) for one in listed] == [second, first]
    assert [one.number for one in listed] == [*reversed(numbers)]


async def test_a_list_is_narrowed_to_one_thing_and_goes_on_where_the_last_one_ended(database: Database) -> None:
    numbers = await noted(database, an_operation(), an_operation("other"), an_operation(), an_operation())

    page = await operations(database, "larkmoor-1", limit=2)
    rest = await operations(database, "larkmoor-1", limit=2, before_number=page[-1].number)

    assert [one.number for one in page] == [numbers[3], numbers[2]]
    assert [one.number for one in rest] == [numbers[0]]


@pytest.mark.parametrize(
    "change", ["update operations set reason = 'none'", "delete from operations", "truncate operations"]
)
async def test_the_database_refuses_to_change_what_was_noted(database: Database, change: str) -> None:
    await noted(database, an_operation())

    with pytest.raises(DBAPIError, match="stays noted"):
        async with database.transaction() as connection:
            await connection.execute(text(change))

    assert len(await operations(database)) == 1
