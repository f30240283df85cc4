"""Open actions of people who leave are listed for their managers, in the order in which they leave."""

from datetime import date

from storage import people
from storage.database import Database
from storage.leaving import Leaving, leaving
from storage.scope import Scope
from tests.activities.records import Recording, a_recorder
from tests.builders import ASH, MONDAY, WREN, a_directory
from tests.domain.test_absences import changed

EVERYTHING = Scope(person=None, is_everything=True)


async def test_an_open_action_of_somebody_who_leaves_is_listed_with_their_manager(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start()
    leavers = changed(a_directory(), WREN, leaves_on=date(2026, 11, 6))
    await people.replace(database, list(leavers.people.values()), at=MONDAY)

    async with database.reading() as connection:
        before = await leaving(connection, date(2026, 11, 5), EVERYTHING)
        found = await leaving(connection, date(2026, 11, 6), EVERYTHING)
        hidden = await leaving(connection, date(2026, 11, 6), Scope(person=WREN, teams=frozenset({"south"})))

    assert (before, hidden) == ([], [])
    [one] = found
    assert one[:5] == Leaving("larkmoor-1", "a-1", WREN, date(2026, 11, 6), ASH, date.max)[:5]
