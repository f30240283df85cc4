"""What people and programs read of audits, as at the moment they ask about."""

from datetime import date, timedelta

import pytest

from domain import commands as c
from domain.calendar import end_of_day
from storage import reading
from storage.database import Database
from storage.reading import Wish
from storage.shown import ActionLine
from tests.activities.records import RECORDED_AT, Recording, a_recorder, log_of
from tests.builders import ASH, HEALTH, HERON, MONDAY, PLANS, WREN, a_command, a_finding, a_start

DAY, LATER = date(2026, 11, 12), date(2026, 11, 20)
BEFORE, AFTER = MONDAY + timedelta(days=1), MONDAY + timedelta(days=40)


@pytest.fixture
async def recording(database: Database) -> Recording:
    """Two actions of one audit and a second audit in the south, all due within a month."""
    recorder = await a_recorder(database)
    await Recording(recorder).start(a_start(audit_id="larkmoor-2", team="south", command_id="start-2"))
    recording = Recording(recorder)
    await recording.start(a_start(a_finding(finding_id="f-b"), a_finding(HEALTH, finding_id="f-a", is_met=False)))
    return recording


async def test_a_date_that_passes_makes_an_action_overdue_though_nothing_was_written(
    recording: Recording, database: Database
) -> None:
    lines = {now: await reading.audits(database, now) for now in (BEFORE, AFTER)}

    assert [line.actions_overdue for line in lines[BEFORE]] == [0, 0]
    assert sorted(line.actions_overdue for line in lines[AFTER]) == [1, 2]
    assert len(await reading.overdue(database, AFTER)) == 3
    assert recording.head.seq == max(line.seq for line in lines[AFTER])


async def test_a_claim_is_no_longer_overdue(recording: Recording, database: Database) -> None:
    await recording.give(a_command(c.ClaimDone, WREN), BEFORE)

    overdue = await reading.overdue(database, AFTER)

    assert {(one.audit_id, one.action_id) for one in overdue} == {("larkmoor-1", "a-2"), ("larkmoor-2", "a-1")}


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(), ["larkmoor-1", "larkmoor-2"]),
        (Wish(team="south"), ["larkmoor-2"]),
        (Wish(kind="thematic"), []),
        (Wish(status="acting", kind="case_file", team="north"), ["larkmoor-1"]),
        (Wish(overdue_only=True), []),
    ],
)
@pytest.mark.usefixtures("recording")
async def test_lists_show_what_was_wished_for(database: Database, wish: Wish, found: list[str]) -> None:
    lines = await reading.audits(database, BEFORE, wish)

    assert [line.audit_id for line in lines] == found


async def test_one_audit_is_shown_with_all_that_belongs_to_it(recording: Recording, database: Database) -> None:
    shown = await reading.audit(database, "larkmoor-1", AFTER)

    assert shown
    assert [one.finding_id for one in shown.findings] == ["f-a", "f-b"]
    assert {(one.finding_id, one.action_id) for one in shown.findings} == {("f-b", "a-1"), ("f-a", "a-2")}
    assert [one.is_overdue for one in shown.actions] == [True, True]
    assert {one.standard for one in shown.standards} == set(recording.audit.standards if recording.audit else ())
    assert await reading.audit(database, "nowhere", AFTER) is None


async def test_an_action_shows_what_holds_its_clock_and_what_is_asked_of_it(
    database: Database,
) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start(a_start(a_finding(), a_finding(PLANS)))
    await recording.give(a_command(c.AskExtension, WREN, due=LATER), BEFORE)
    await recording.give(a_command(c.PauseAction, ASH, until=DAY), BEFORE)
    await recording.give(a_command(c.WaitFor, HERON, action_id="a-2", other="a-1"), BEFORE)
    held, waiting = await _actions(database)
    await recording.give(a_command(c.ResumeAction, ASH), BEFORE)
    await recording.give(a_command(c.GrantExtension, ASH), BEFORE)
    await recording.give(a_command(c.Unwait, HERON, action_id="a-2"), BEFORE)
    extended, running = await _actions(database)

    assert (held.paused_until, held.extension_asked_for) == (end_of_day(DAY), end_of_day(LATER))
    assert (held.extensions, extended.extensions, extended.due_at) == (0, 1, end_of_day(LATER))
    assert (waiting.waits_for, waiting.is_overdue, running.waits_for) == ("a-1", False, None)
    assert (extended.paused_until, extended.extension_asked_for) == (None, None)


async def _actions(database: Database) -> list[ActionLine]:
    shown = await reading.audit(database, "larkmoor-1", BEFORE)
    return sorted(shown.actions if shown else [], key=lambda one: one.action_id)


async def test_history_is_the_log_with_when_it_was_written(recording: Recording, database: Database) -> None:
    told = await reading.history(database, "larkmoor-1", after=2)

    assert [one.event for one in told] == (await log_of(database))[2:]
    assert {one.recorded_at for one in told} == {RECORDED_AT}
    assert recording.head.seq == told[-1].event.seq


async def test_a_command_is_answered_from_the_log(recording: Recording, database: Database) -> None:
    claim = a_command(c.ClaimDone, WREN)
    recorded = await recording.give(claim, BEFORE)

    answer = await reading.answer(database, "larkmoor-1", claim.command_id)

    assert answer
    assert answer.last == recorded.head.seq
    assert await reading.answer(database, "larkmoor-1", "never-sent") is None


async def test_values_and_counts_are_read(recording: Recording, database: Database) -> None:
    kept = await reading.value(database, "larkmoor-1")
    counts = await reading.counts(database)

    assert kept == (recording.head, recording.audit)
    assert (counts.audits, counts.findings, counts.actions) == (2, 3, 3)
