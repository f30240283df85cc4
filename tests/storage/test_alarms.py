"""Alarms stay in sight until an operator has looked, or the audit is over."""

from storage import alarms
from storage.alarms import OpenAlarm
from storage.database import Database
from tests.activities.records import Recording, a_recorder
from tests.builders import MONDAY


def an_alarm(audit_id: str, seq: int = 9) -> OpenAlarm:
    return OpenAlarm(f"{audit_id}/{seq}/unheard", audit_id, seq, "unheard", "Nobody is team_manager.", MONDAY)


async def open_now(database: Database) -> list[OpenAlarm]:
    async with database.transaction() as connection:
        return await alarms.open_alarms(connection)


async def test_an_alarm_is_raised_once_and_seen_until_it_is_put_away(database: Database) -> None:
    recording = Recording(await a_recorder(database))
    await recording.start()
    assert recording.audit is not None
    audit_id = recording.audit.audit_id
    async with database.transaction() as connection:
        raised = [await alarms.raise_alarm(connection, an_alarm(audit_id)) for _ in range(2)]

    seen = await open_now(database)
    async with database.transaction() as connection:
        settled = [await alarms.clear(connection, audit_id, at=MONDAY) for _ in range(2)]

    assert raised == [True, False]
    assert seen == [an_alarm(audit_id)]
    assert settled == [1, 0]
    assert await open_now(database) == []


async def test_an_alarm_of_an_audit_without_a_row_is_seen(database: Database) -> None:
    async with database.transaction() as connection:
        await alarms.raise_alarm(connection, an_alarm("never-recorded"))

    assert [alarm.audit_id for alarm in await open_now(database)] == ["never-recorded"]
