"""The council behind the doors of the bench is one that the engine could have made, and what it asks is answered."""

from collections.abc import AsyncIterator
from itertools import islice
from random import Random

import pytest

from bench.doors.acting import Open, acting
from bench.doors.asking import Reading
from bench.doors.council import Team, people
from bench.doors.place import Place, place
from bench.doors.round import Rounds
from bench.doors.seeding import Seeded
from bench.rows import rows_by_table
from storage.verifying import verify


@pytest.fixture(scope="module")
async def small() -> AsyncIterator[Place]:
    """A small place, with everything in it."""
    async with place(actions=60, audits=4) as here:
        yield here


async def test_the_log_of_the_seeded_past_holds_to_its_tables(small: Place) -> None:
    rows = await rows_by_table(small.on.database)

    assert rows["actions"] >= 60 + sum(len(one.owners) for one in small.open)
    assert rows["audits"] == len(small.past) + len(small.open)
    assert await verify(small.on.database) == []


async def test_all_that_is_asked_in_a_round_is_answered_and_every_read_of_a_record_noted(small: Place) -> None:
    before = await rows_by_table(small.on.database)

    found = await Rounds(small).go(reads=20, commands=2, seconds=3)
    after = await rows_by_table(small.on.database)

    assert [one.status for one in found.answers] == [200] * 66
    assert len(found.milliseconds(of_commands=True)) == 6
    assert min(found.cpu.values()) >= 0
    assert after["requests"] - before["requests"] == 6
    assert after["reads"] > before["reads"] + 6


def test_commands_are_spread_over_all_audits_in_turn() -> None:
    audits = [Open(f"open-{n}", "auditor-0", {"a-1": "practitioner-0-0"}) for n in range(3)]

    asked = list(islice(acting(audits), 21))

    assert [one.path.split("/")[3] for one in asked] == ["open-0", "open-1", "open-2"] * 7
    assert [one.what for one in asked[::3]] == [
        *("accept", "start", "claim", "send back", "claim", "verify"),
        "add an action",
    ]


def test_reads_are_the_same_each_time_and_of_many_people() -> None:
    past = [Seeded(f"past-{n}", Team(n), "auditor-0", Team(n).practitioner(0)) for n in range(20)]

    once, again = (list(islice(Reading(past, Random(7)), 300)) for _ in range(2))  # noqa: S311 - the same each time

    assert once == again
    assert len({one.person for one in once}) > 60
    assert {one.person for one in once} <= {one.person for one in people()}
    assert len({one.what for one in once}) == 8
