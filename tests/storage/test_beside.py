"""Whatever somebody does beside the log's own text, to words or to columns, `verify` finds it and says where."""

import itertools

import pytest

from storage import texts
from storage.database import Database
from storage.texts import Chance, digest_of
from storage.verifying import verify
from tests.activities.records import Recording, a_recorder
from tests.builders import MONDAY, a_finding, a_start
from tests.storage.damage import harm

FORGED = digest_of("salt-1", "all was well")
COLUMNS = [
    ("update events set kind = 'audit_closed' where seq = 2", "kind"),
    ("update events set at = at - interval '1 day' where seq = 2", "at"),
    ("update events set command_id = 'another' where seq = 2", "command_id"),
]
WORDS = [
    "update texts set text = 'all was well'",
    "update texts set text = 'all was well', audit_id = 'elsewhere'",
    "update texts set text = 'all was well', digest = :forged",
    "update texts set text = null, digest = :forged",
]


@pytest.fixture
async def spoken(database: Database) -> int:
    """The event of an audit that names the words `it was late`."""
    numbers = itertools.count(1)
    chance = Chance(ids=lambda: "t-late", salts=lambda: f"salt-{next(numbers)}")
    recording = Recording(await a_recorder(database))
    [ref] = await texts.keep(database, "larkmoor-1", ["it was late"], chance=chance, at=MONDAY)
    finding = a_finding().model_copy(update={"text": ref})
    await recording.start(a_start(findings=(finding,)))
    return next(event.seq for event in recording.pages[0].events if "t-late" in event.model_dump_json())


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("statement", ["select 1", "update texts set text = null"])
async def test_whole_words_and_erased_ones_are_no_fault(database: Database, statement: str) -> None:
    await harm(database, statement)

    assert await verify(database) == []


@pytest.mark.parametrize("statement", WORDS)
async def test_altered_words_are_found_where_they_are_first_named(
    database: Database, spoken: int, statement: str
) -> None:
    await harm(database, statement, **({"forged": FORGED} if ":forged" in statement else {}))

    [fault] = await verify(database)

    assert (fault.audit_id, fault.seq) == ("larkmoor-1", spoken)
    assert "t-late" in fault.sentence


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(("statement", "column"), COLUMNS)
async def test_a_column_that_differs_from_its_event_is_found(database: Database, statement: str, column: str) -> None:
    await harm(database, statement)

    [fault] = await verify(database)

    assert fault == ("larkmoor-1", 2, f"The column {column} of event 2 is not what the event says.")


@pytest.mark.usefixtures("spoken")
async def test_altered_words_that_nobody_names_yet_are_found_too(database: Database) -> None:
    chance = Chance(ids=lambda: "t-new", salts=lambda: "salt-9")
    await texts.keep(database, "larkmoor-1", ["not yet said"], chance=chance, at=MONDAY)
    await harm(database, "update texts set text = 'other' where text_id = 't-new'")

    [fault] = await verify(database)

    assert (fault.seq, "t-new" in fault.sentence) == (0, True)
