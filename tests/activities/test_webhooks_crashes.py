"""Whatever goes away in between, what other systems took is not told again, and a webhook ends once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from activities.channels.posting import Poster
from activities.channels.refusals import Gone
from activities.undelivered import DatabaseAway
from storage.database import Database
from tests.activities.records import rows
from tests.activities.webhook_scenes import HERE, MINUTE, a_courier, start, states, subscribe
from tests.activities.wound_clock import WoundClock

LINES = 4
AUDITS = [f"x-{number}" for number in range(LINES)]


class AwayAtTimes(Database):
    is_away = False

    @override
    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        if self.is_away:
            raise OperationalError("BEGIN", {}, ConnectionError("gone"))
        async with super().transaction() as connection:
            yield connection


class AllAtOnce(Poster):
    """Answers as many as there are lines at one moment, after `then`."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__(HERE, limit=timedelta(seconds=5))
        self.posted: list[str] = []
        self._then, self._all = then, asyncio.Barrier(LINES)

    @override
    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        self.posted.append(headers["webhook-id"])
        await self._all.wait()
        self._then()
        return 204


@pytest.fixture
async def fickle(migrated_database_url: str) -> AsyncIterator[AwayAtTimes]:
    database = AwayAtTimes(migrated_database_url)
    yield database
    await database.dispose()


async def test_what_was_taken_while_the_database_was_away_is_not_told_again(
    fickle: AwayAtTimes, ticking: WoundClock
) -> None:
    await subscribe(fickle, ticking, "https://one.invalid/", kinds=("audit_started",))
    await start(fickle, *AUDITS)
    poster = AllAtOnce(lambda: setattr(fickle, "is_away", True))
    courier = a_courier(fickle, ticking, poster=poster)

    with pytest.raises(DatabaseAway):
        await courier.deliver_due()
    fickle.is_away = False
    ticking.wind(MINUTE * 3)
    await courier.deliver_due()

    assert sorted(poster.posted) == [f"{one}/1" for one in AUDITS]
    assert await states(fickle) == {(one, "sent") for one in AUDITS}


async def test_several_that_learn_at_once_that_an_address_is_gone_end_its_webhook_once(
    database: Database, ticking: WoundClock
) -> None:
    def gone() -> None:
        raise Gone(410)

    await subscribe(database, ticking, "https://one.invalid/", kinds=("audit_started",))
    await start(database, *AUDITS)

    await a_courier(database, ticking, poster=AllAtOnce(gone)).deliver_due()

    assert await states(database) == {(one, "dead") for one in AUDITS}
    [webhook] = await rows(database, "select ended_at from webhooks")
    assert webhook["ended_at"] is not None
    assert len(await rows(database, "select audit_id from alarms")) == 1
