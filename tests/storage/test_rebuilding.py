"""The tables made anew from the log are those that `record` wrote."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from domain import commands as c
from domain.errors import Refusal
from domain.opening import open_audit
from storage.database import Database
from storage.rebuilding import rebuild
from storage.verifying import verify
from tests.activities.records import Recording, a_recorder, rows
from tests.builders import (
    ASH,
    CAIRN,
    FELL,
    HEALTH,
    HERON,
    MONDAY,
    PLANS,
    PLOVER,
    STOAT,
    TALKS,
    VISITS,
    WREN,
    a_command,
    a_finding,
    a_start,
    words,
)
from tests.storage.damage import harm

READ = {
    "audits": "audit_id",
    "standards": "audit_id, standard",
    "actions": "audit_id, action_id",
    "findings": "audit_id, finding_id",
}
ASKED: list[tuple[type[c.Command], str, dict[str, Any]]] = [
    (c.Accept, WREN, {}),
    (c.Begin, WREN, {}),
    (c.ClaimDone, WREN, {}),
    (c.ClaimDone, ASH, {"action_id": "a-2"}),
    (c.Verify, HERON, {}),
    (c.Verify, HERON, {"action_id": "a-2"}),
    (c.SendBack, HERON, {}),
    (c.Reassign, ASH, {}),
    (c.AskExtension, WREN, {}),
    (c.PauseAction, ASH, {}),
    (c.WaitFor, HERON, {"other": "a-2"}),
    (c.Cancel, FELL, {"action_id": "a-3"}),
    (c.AddAction, HERON, {"finding_id": "f-met"}),
    (c.AddAction, HERON, {}),
    (c.Judge, PLOVER, {"is_met": False}),
    (c.Judge, PLOVER, {}),
    (c.Judge, PLOVER, {"standard": PLANS, "is_met": False}),
    (c.Judge, PLOVER, {"standard": HEALTH}),
    (c.Measure, STOAT, {}),
    (c.Amend, FELL, {"subject": None, "finding_id": "f-1", "standard": PLANS}),
    (c.Amend, FELL, {"subject": None, "finding_id": "f-met", "is_met": False, "text": words("unmet after all")}),
    (c.Amend, FELL, {"subject": None, "action_id": "a-2", "title": words("another title")}),
    (c.UndoVerify, FELL, {}),
    (c.HandOver, CAIRN, {}),
    (c.Withdraw, CAIRN, {}),
]


async def tables(database: Database) -> dict[str, list[dict[str, Any]]]:
    return {table: await rows(database, f"select * from {table} order by {key}") for table, key in READ.items()}  # noqa: S608


def a_wide_start(number: int) -> c.StartAudit:
    return a_start(
        a_finding(VISITS, finding_id="f-1"),
        a_finding(PLANS),
        a_finding(HEALTH, outcome=words("seen in time")),
        a_finding(TALKS, is_safety=True),
        a_finding(VISITS, finding_id="f-met", is_met=True),
        a_finding(VISITS),
        audit_id=f"larkmoor-{number}",
    )


async def live(recording: Recording, number: int) -> None:
    """Any commands at any time: those that are refused change nothing."""
    chance, now = Random(number), MONDAY  # noqa: S311 - a life to repeat, not a secret
    await recording.start(a_wide_start(number))
    for _ in range(30):
        now += timedelta(hours=chance.choice([1, 30, 100, 400]))
        kind, by, fields = chance.choice(ASKED if chance.random() < 0.2 else ASKED[:-2])
        try:
            await recording.give(a_command(kind, by, **fields), now)
        except Refusal:
            continue


async def test_tables_made_anew_are_those_that_were_written(database: Database) -> None:
    recorder = await a_recorder(database)
    for number in range(1, 9):
        await live(Recording(recorder), number)
    before = await tables(database)
    await harm(
        database,
        "update actions set owner = 'nobody', is_waiting = not is_waiting",
        "update audits set status = 'x', level = 9, value = '{}'",
        "delete from findings",
        "insert into standards select audit_id, 'invented', title, check_by, is_met, cycle from standards limit 1",
    )
    heard: list[int] = []

    left = await rebuild(database, heard.append)

    assert await tables(database) == before
    assert (left, heard) == ([], list(range(1, 9)))
    assert await verify(database) == []
    assert len({row["status"] for row in before["audits"]}) > 1
    assert len({row["status"] for row in before["actions"]}) > 3


@pytest.mark.parametrize("years", [1, 3])
async def test_an_import_of_the_past_is_rebuilt_too(database: Database, years: int) -> None:
    recording = Recording(await a_recorder(database))
    since = MONDAY - timedelta(days=365 * years)
    events = open_audit(c.Opening(start=a_wide_start(1), since=since), MONDAY)
    for first in range(0, len(events), 20):
        await recording.record(events[first : first + 20])
    before = await tables(database)

    await rebuild(database)

    assert await tables(database) == before
    assert {row["state"] for row in await rows(database, "select state from outbox")} == {"past"}
    assert await rows(database, "select * from alarms") == []
