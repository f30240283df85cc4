"""Whatever somebody does to the record, `verify` finds it and says where."""

import pytest

from domain import commands as c
from domain.chain import digest_of
from storage.database import Database
from storage.rebuilding import rebuild
from storage.verifying import verify
from tests.activities.records import Recording, a_recorder, rows
from tests.builders import MONDAY, WREN, a_command, a_start
from tests.storage.damage import harm

HARMS = [
    ("update events set body = replace(body, 'heron', 'robin') where seq = 2", 2, "altered"),
    ("update events set digest = repeat('0', 64) where seq = 3", 3, "altered"),
    ("delete from events where seq = 2", 2, "missing"),
    ("delete from events where seq = 1", 1, "missing"),
    ("delete from events where seq >= 5", 5, "ends at event 4"),
    ("delete from events", 0, "has no log"),
    ("update events set shape = 7 where seq = 2", 2, "cannot be read in shape 7"),
    ("update audits set value = replace(value, 'wren', 'robin')", 0, "not what its log comes to"),
    ("update audits set value = 'nonsense'", 0, "not what its log comes to"),
    ("update audits set seq = 4, digest = (select digest from events where seq = 4)", 5, "tables end at event 4"),
    ("update audits set digest = repeat('0', 64)", 5, "another digest"),
    ("update actions set due_at = due_at + interval '1 year'", 0, "rows of actions are not"),
    ("delete from actions", 0, "rows of actions are not"),
    ("update standards set is_met = true", 0, "rows of standards are not"),
    ("update findings set grade = 'good', left_because = 'met'", 0, "rows of findings are not"),
    ("update audits set next_moment = null", 0, "rows of audits are not"),
]
GONE = ["delete from actions", "delete from standards", "delete from findings", "delete from audits"]


@pytest.fixture
async def recording(database: Database) -> Recording:
    recording = Recording(await a_recorder(database))
    await recording.start()
    await recording.give(a_command(c.Begin, WREN), MONDAY)
    return recording


async def test_a_whole_record_has_no_fault(recording: Recording, database: Database) -> None:
    await Recording(recording.recorder).start(a_start(audit_id="larkmoor-2"))

    assert recording.head.seq == 5
    assert await verify(database) == []


@pytest.mark.parametrize(("statement", "seq", "words"), HARMS)
@pytest.mark.usefixtures("recording")
async def test_each_harm_is_found_and_placed(database: Database, statement: str, seq: int, words: str) -> None:
    await harm(database, statement)

    faults = await verify(database)

    assert ("larkmoor-1", seq) in [(fault.audit_id, fault.seq) for fault in faults]
    assert words in " ".join(fault.sentence for fault in faults)


@pytest.mark.usefixtures("recording")
async def test_a_log_without_its_tables_is_found_and_rebuilt(database: Database) -> None:
    await harm(database, *GONE)

    faults = await verify(database)
    left = await rebuild(database)

    assert [fault.sentence for fault in faults] == ["The audit is in the log and not in the tables: run rebuild."]
    assert left == []
    assert await verify(database) == []


@pytest.mark.usefixtures("recording")
async def test_an_end_that_was_rewritten_link_by_link_is_found_and_never_rebuilt_away(database: Database) -> None:
    [before, last] = await rows(database, "select * from events where seq >= 4 order by seq")
    body = last["body"].replace("wren", "robin")
    forged = {"body": body, "digest": digest_of(before["digest"], body)}
    await harm(database, "update events set body = :body, digest = :digest where seq = 5", **forged)

    left = await rebuild(database)

    assert [fault.seq for fault in left] == [5]
    assert await verify(database) == left
