"""An event is in once, whoever sends it again and however often."""

import asyncio

import pytest

from storage import inbox, trying
from storage.database import Database
from storage.inbox import OtherContent, Taken
from storage.trying import Due
from tests.builders import MONDAY
from tests.storage.incoming import COUNTS, MINUTE, claimed, incoming, listed, taken


async def test_the_same_event_again_counts_once_and_is_answered_as_the_first(database: Database) -> None:
    first = await taken(database, incoming("e-1"), incoming("e-2"))
    again = await taken(database, incoming("e-2"), incoming("e-3"), incoming("e-3"))

    assert [one.was_there for one in first] == [False, False]
    assert again == [
        Taken("performance", "e-2", "waiting", was_there=True),
        Taken("performance", "e-3", "waiting", was_there=False),
        Taken("performance", "e-3", "waiting", was_there=True),
    ]
    assert [one.event_id for one in await listed(database)] == ["e-3", "e-2", "e-1"]


async def test_an_id_is_its_sources_own(database: Database) -> None:
    both = await taken(database, incoming("e-1"), incoming("e-1", source="case-system", digest="other"))

    assert [one.was_there for one in both] == [False, False]


async def test_another_event_of_the_same_name_is_refused_with_all_that_came_with_it(database: Database) -> None:
    await taken(database, incoming("e-1"))

    with pytest.raises(OtherContent, match="performance sent an event e-1 before that says otherwise"):
        await taken(database, incoming("e-2"), incoming("e-1", digest="other"))

    assert [one.event_id for one in await listed(database)] == ["e-1"]


async def test_of_many_who_send_the_same_at_once_one_is_the_first(database: Database) -> None:
    batches = [[incoming(f"e-{n}") for n in order] for order in ((1, 2, 3), (3, 2, 1), (2, 3, 1), (1, 3, 2))]

    answers = await asyncio.gather(*(taken(database, *batch) for batch in batches))

    firsts = [one.event_id for answer in answers for one in answer if not one.was_there]
    assert sorted(firsts) == ["e-1", "e-2", "e-3"]


async def test_events_are_listed_latest_first_by_state_and_type_and_a_page_at_a_time(database: Database) -> None:
    await taken(database, *(incoming(f"e-{n}") for n in range(1, 4)), incoming("e-4", type="other.v1", state="unknown"))

    first = await listed(database, limit=2)
    rest = await listed(database, before=first[-1].number)

    assert [one.event_id for one in first] == ["e-4", "e-3"]
    assert [one.event_id for one in rest] == ["e-2", "e-1"]
    assert [one.event_id for one in await listed(database, state="unknown")] == ["e-4"]
    assert [one.event_id for one in await listed(database, type_=COUNTS)] == ["e-3", "e-2", "e-1"]


async def test_only_what_was_refused_is_retried_by_its_number_or_all_together(database: Database) -> None:
    await taken(database, *(incoming(f"e-{n}") for n in range(1, 5)))
    claims = await claimed(database)
    for due in claims[:3]:
        await refused(database, due)

    async with database.transaction() as connection:
        named = await inbox.retry(connection, claims[0].number, MONDAY + MINUTE)
        rest = await inbox.retry(connection, None, MONDAY + MINUTE)
        none = await inbox.retry(connection, claims[3].number, MONDAY + MINUTE)

    assert (named, rest, none) == (1, 2, 0)
    assert [one.event_id for one in await claimed(database)] == ["e-1", "e-2", "e-3"]


async def refused(database: Database, due: Due) -> None:
    async with database.transaction() as connection:
        await trying.refuse(connection, due, "It was refused.", None, MONDAY + MINUTE)
