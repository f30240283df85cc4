"""The numbers to watch say what is so, and name nobody."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from domain import commands as c
from domain.event import Event
from storage import outbox
from storage.alarms import OpenAlarm, raise_alarm
from storage.database import Database
from storage.outbox_tables import OUTBOX
from storage.pace import Room
from storage.tables import AUDITS, EVENTS, FRAMEWORKS
from storage.watching import Asleep, Lag, Overdue, Watched, watched
from tests.activities.outbox_rows import AUDIT, EVENT_ROW, NINE, a_notice, fill
from tests.activities.records import RECORDED_AT, Recording, a_recorder
from tests.builders import MONDAY, WREN, a_command, a_finding, a_start, on
from tests.storage.incoming import incoming, taken

SECOND = timedelta(seconds=1)


async def seen(database: Database, now: datetime = NINE) -> Watched:
    async with database.transaction() as connection:
        return await watched(connection, now)


async def put(database: Database, table: Any, *rows: dict[str, Any]) -> None:
    async with database.transaction() as connection:
        await connection.execute(insert(table), list(rows))


async def test_an_empty_database_has_nothing_to_watch(database: Database) -> None:
    nothing = await seen(database)

    assert (nothing.open_audits, nothing.overdue, nothing.notices) == ({}, (), {})
    assert (nothing.oldest_notice, nothing.lag, nothing.asleep) == (None, Lag(None, None), Asleep(0, None))
    assert (nothing.alarms, nothing.inbox, nothing.oldest_incoming) == ({}, {}, None)


async def test_late_actions_count_by_how_far_up_they_were_told_until_they_are_claimed(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start(a_start(a_finding(), a_finding(standard="plans")))
    late = on("2027-01-12 12:00")
    await recording.wait(late)
    before = await seen(database, late)

    await recording.give(a_command(c.ClaimDone, WREN), late)
    after = await seen(database, late)

    assert before.open_audits == {"acting": 1}
    assert sum(one.number for one in before.overdue) == 2
    assert max(one.level for one in before.overdue) > 0
    assert not any(one.is_safety for one in before.overdue)
    assert sum(one.number for one in after.overdue) == 1
    assert after.notices["waiting"] > 3


async def test_safety_actions_are_counted_apart(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start(a_start(a_finding(is_safety=True)))
    late = MONDAY + timedelta(days=9)
    await recording.wait(late)

    [overdue] = (await seen(database, late)).overdue

    assert overdue == Overdue(overdue.level, is_safety=True, number=1)


async def test_notices_count_by_state_and_those_that_left_are_not_looked_at(database: Database) -> None:
    states = ["waiting", "waiting", "leased", "dead", "sent", "past"]
    await fill(database, [a_notice(number, state=state) for number, state in enumerate(states)])

    assert (await seen(database)).notices == {"waiting": 2, "leased": 1, "dead": 1}


async def test_a_notice_has_waited_since_it_could_first_leave_however_often_it_failed(database: Database) -> None:
    hour = timedelta(hours=1)
    await fill(database, [a_notice(1, due_at=NINE - SECOND), a_notice(2, due_at=NINE + hour)])
    before = (await seen(database)).oldest_notice
    for later in (10 * SECOND, hour):
        async with database.transaction() as connection:
            [parcel] = await outbox.claim(connection, "ann", now=NINE + later / 2, until=NINE + hour, room=Room(9))
            await outbox.failed(connection, parcel, "ann", reason="451", again_at=NINE + later)

    after = (await seen(database)).oldest_notice
    async with database.transaction() as connection:
        await connection.execute(update(OUTBOX).values(state="dead"))
        await outbox.resend(connection, now=NINE)

    assert before == after == NINE - SECOND
    assert (await seen(database)).oldest_notice == NINE


async def test_the_record_is_as_far_behind_as_its_last_minutes_were_and_what_is_told_of_the_past_is_not(
    database: Database,
) -> None:
    def row(seq: int, at: datetime, recorded_at: datetime, *, is_past: bool = False) -> dict[str, Any]:
        body = Event(seq=seq, at=at, is_past=is_past).model_dump_json()
        return EVENT_ROW | {"seq": seq, "at": at, "recorded_at": recorded_at, "body": body}

    await put(
        database,
        EVENTS,
        row(1, NINE - timedelta(hours=2), NINE - timedelta(hours=1)),
        row(2, NINE - 4 * SECOND, NINE - SECOND),
        row(3, NINE - 2 * SECOND, NINE - SECOND),
        row(4, NINE - timedelta(days=900), NINE - SECOND, is_past=True),
    )

    assert (await seen(database)).lag == Lag(longest=3.0, average=2.0)


@pytest.mark.parametrize(("spread", "number"), [("0s", 1), ("10m", 0)])
async def test_an_audit_is_asleep_when_its_moment_and_the_spread_have_passed(
    database: Database, spread: str, number: int
) -> None:
    rules = {
        "framework": "demo",
        "version": 1,
        "digest": "d",
        "first_used_at": NINE,
        "body": f'{{"spread": "{spread}"}}',
    }
    moment = NINE - timedelta(minutes=5)
    await put(database, FRAMEWORKS, rules)
    await put(database, AUDITS, AUDIT | {"next_moment": moment}, AUDIT | {"audit_id": "x-2", "next_moment": NINE})

    assert (await seen(database)).asleep == Asleep(number, moment if number else None)


async def test_alarms_count_by_kind_until_they_are_put_away_or_the_audit_is_over(database: Database) -> None:
    await put(database, AUDITS, AUDIT | {"ended_at": None}, AUDIT | {"audit_id": "x-2", "ended_at": NINE})
    async with database.transaction() as connection:
        for audit_id, seq, what in (("x-1", 1, "unheard"), ("x-1", 2, "unrecorded"), ("x-2", 1, "unheard")):
            await raise_alarm(connection, OpenAlarm(f"{audit_id}/{seq}/{what}", audit_id, seq, what, "detail", NINE))

    assert (await seen(database)).alarms == {"unheard": 1, "unrecorded": 1}


async def test_events_from_outside_count_by_state_and_the_first_that_waits_says_since_when(database: Database) -> None:
    await taken(database, incoming("e-1"), incoming("e-2"), incoming("e-3", state="unknown"))

    found = await seen(database)

    assert found.inbox == {"waiting": 2, "unknown": 1}
    assert found.oldest_incoming == MONDAY


async def test_events_that_only_a_later_version_acts_on_do_not_make_anybody_look_late(database: Database) -> None:
    await taken(database, incoming("e-1", outcome="It is kept until version 0.2, which acts on it by itself."))

    assert (await seen(database)).oldest_incoming is None


async def test_the_log_is_asked_for_its_last_minutes_by_their_summary(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start()
    async with database.transaction() as connection:
        await connection.execute(text("set local enable_seqscan = off"))
        plan = await connection.execute(
            text("explain select max(recorded_at - at) from events where recorded_at > :since"), {"since": RECORDED_AT}
        )
        lines = [row[0] for row in plan]

    assert any("ix_events_recorded_at" in line for line in lines)
