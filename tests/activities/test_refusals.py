"""Failures that another try may mend are left to be tried again; others go to operators, without anybody's words."""

from datetime import timedelta
from typing import Any

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from temporalio.api.failure.v1 import Failure
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import ApplicationError

from activities.audit_effects import AuditEffects
from activities.interface import UNRECORDABLE, Alarm
from activities.recording import Recorder
from activities.refusals import is_never_mended, told_apart
from domain.chain import Head
from domain.decide import decide
from storage.database import Database
from storage.errors import Overtaken
from tests.activities.records import RECORDED_AT, Recording, rows
from tests.builders import MONDAY, a_start

SECRET = "said in confidence"
ALARM = Alarm(audit_id="larkmoor-1", seq=3, what="unrecorded", detail="It broke.", at=MONDAY)


class SaidNo(Exception):
    """What a driver raises, with the state PostgreSQL gave it."""

    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate
        super().__init__(SECRET)


def broken(sqlstate: str | None) -> DBAPIError:
    return DBAPIError("insert", None, SaidNo(sqlstate))


@pytest.mark.parametrize("state", ["22P02", "23505", "42P01", "22003", "54000", "P0001", "42501"])
def test_what_the_database_will_never_take_is_not_tried_again(state: str) -> None:
    with pytest.raises(ApplicationError) as refused, told_apart():
        raise broken(state)

    assert (refused.value.type, refused.value.non_retryable) == (UNRECORDABLE, True)
    assert SECRET not in spelled_out(refused.value)


@pytest.mark.parametrize(
    "state", [None, "08006", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P01", "58030"]
)
def test_what_may_pass_is_tried_again(state: str | None) -> None:
    with pytest.raises(DBAPIError), told_apart():
        raise broken(state)

    assert not is_never_mended(broken(state))


@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError(), Overtaken("a-1")])
def test_lost_connections_and_races_are_tried_again(error: Exception) -> None:
    with pytest.raises(type(error)), told_apart():
        raise error


@pytest.mark.parametrize("error", [ValueError(SECRET), KeyError(SECRET), TypeError(SECRET), AssertionError(SECRET)])
def test_a_page_that_makes_no_sense_is_shown_without_its_words(error: Exception) -> None:
    with pytest.raises(ApplicationError, match=type(error).__name__) as refused, told_apart():
        raise error

    assert SECRET not in spelled_out(refused.value)


async def test_a_log_that_lost_its_place_is_for_operators(database: Database) -> None:
    effects = AuditEffects(database, lambda: RECORDED_AT)
    recording = Recording(Recorder(database, lambda: RECORDED_AT))
    page = recording.page(decide(None, a_start(), MONDAY))
    later = [event.model_copy(update={"seq": event.seq + 7}) for event in page.events]

    with pytest.raises(ApplicationError, match="does not hold event 7") as refused:
        await effects.record(recording.page(later, Head(seq=7, digest="0" * 64)))

    assert refused.value.type == UNRECORDABLE


async def test_a_database_that_is_slow_or_away_is_tried_again(migrated_database_url: str) -> None:
    slow = Database(migrated_database_url, statement_limit=timedelta(milliseconds=50))
    away = Database("postgresql://nobody@127.0.0.1:1/nowhere")

    for database, statement in ((slow, "select pg_sleep(5)"), (away, "select 1")):
        with pytest.raises(OperationalError), told_apart():
            await run(database, statement)
        await database.dispose()


async def test_a_stuck_audit_is_shown_to_operators_once_until_it_moves_on(database: Database) -> None:
    effects = AuditEffects(database, lambda: RECORDED_AT)
    with structlog.testing.capture_logs() as logged:
        for _ in range(2):
            await effects.alarm(ALARM)
    [before] = await rows(database, "select * from alarms")

    await Recording(Recorder(database, lambda: RECORDED_AT)).start()

    [after] = await rows(database, "select * from alarms where what = 'unrecorded'")
    assert (before["seq"], before["detail"], before["cleared_at"]) == (3, "It broke.", None)
    assert after["cleared_at"] == RECORDED_AT
    assert logged == [{"event": "audit_stuck", "audit_id": "larkmoor-1", "log_level": "error"}] * 2


async def run(database: Database, statement: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(text(statement))


def spelled_out(error: BaseException) -> str:
    """All that the engine would keep of a failure."""
    failure: Any = Failure()
    pydantic_data_converter.failure_converter.to_failure(error, pydantic_data_converter.payload_converter, failure)
    return str(failure)
