"""The people and the rules of a council as they are kept."""

from datetime import date

import pytest

from domain.directory import Absence
from storage import frameworks, people
from storage.database import Database
from storage.errors import VersionTaken
from storage.people import KnownPeople
from tests.builders import ASH, MONDAY, PLOVER, WREN, a_directory, a_framework


async def test_people_are_replaced_as_a_whole(database: Database) -> None:
    await people.replace(database, list(a_directory().people.values()), at=MONDAY)
    await people.replace(database, list(a_directory(without=(WREN,)).people.values()), at=MONDAY)

    assert await people.directory(database) == a_directory(without=(WREN,))


async def test_the_version_rises_only_when_somebody_changed(database: Database) -> None:
    everybody = list(a_directory().people.values())

    changes = [await people.replace(database, some, at=MONDAY) for some in (everybody, everybody[::-1], everybody[1:])]

    assert changes == [True, False, True]


async def test_a_new_version_of_the_directory_is_read_again(database: Database) -> None:
    known = KnownPeople()
    await people.replace(database, list(a_directory().people.values()), at=MONDAY)
    async with database.transaction() as connection:
        first = await known.at(connection, 1)
    await people.replace(database, list(a_directory(without=(WREN,)).people.values()), at=MONDAY)

    async with database.transaction() as connection:
        kept, read = await known.at(connection, 1), await known.at(connection, 2)

    assert first is kept
    assert WREN in first.people
    assert WREN not in read.people


async def test_a_framework_is_kept_once_and_never_changed(database: Database) -> None:
    kept = [await frameworks.keep(database, a_framework(), at=MONDAY) for _ in range(2)]

    with pytest.raises(VersionTaken, match="raise its version"):
        await frameworks.keep(database, a_framework(cycles=5), at=MONDAY)

    assert kept == [True, False]
    assert await frameworks.get(database, "larkmoor", 1) == a_framework()
    assert await frameworks.get(database, "larkmoor", 2) is None


async def test_an_absence_is_kept_once_and_one_of_the_same_first_day_corrects_it(database: Database) -> None:
    await people.replace(database, list(a_directory().people.values()), at=MONDAY)
    day = date(2026, 11, 1)
    first, second = Absence(first_day=day, last_day=day), Absence(first_day=day, deputy=PLOVER)

    changes = [await people.away(database, ASH, one, at=MONDAY) for one in (first, first, second)]

    assert changes == [True, False, True]
    assert (await people.directory(database)).people[ASH].absences == (second,)
