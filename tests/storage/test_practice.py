"""Good practice is read by standard, and by nobody who must not yet know what an audit found."""

from storage.blind import Reader
from storage.database import Database
from storage.practice import practice
from storage.scope import Scope
from tests.activities.records import Recording, a_recorder
from tests.builders import HERON, VISITS, a_finding, a_start
from tests.domain.moderated import SWIFT, moderated_people, moderated_rules


async def test_whoever_may_be_asked_for_the_second_grade_finds_nothing_of_the_audit(database: Database) -> None:
    recording = Recording(await a_recorder(database, moderated_people()), moderated_people())
    good = a_finding(VISITS, finding_id="f-1", is_met=True)
    await recording.start(a_start(good, rules=moderated_rules("inadequate")))
    readers = {
        HERON: Reader(HERON, frozenset({"auditor"}), "north"),
        SWIFT: Reader(SWIFT, frozenset({"moderator"}), "elsewhere"),
    }
    async with database.transaction() as connection:
        found = {
            by: await practice(connection, VISITS, None, Scope(by, is_everything=True, reader=reader), 10)
            for by, reader in readers.items()
        }

    assert [(one.kind, one.audit_id, one.is_near) for one in found[HERON]] == [("strength", "larkmoor-1", True)]
    assert found[SWIFT] == []
