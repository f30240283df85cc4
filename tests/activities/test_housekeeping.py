"""Every hour, words that no event came to name within a day are swept away, and answers of a month ago."""

import asyncio
import itertools
from datetime import timedelta

from structlog.testing import capture_logs
from typing_extensions import override

from activities.housekeeping import keep_house
from storage import requests, texts
from storage.database import Database
from storage.requests import Answered, Asked
from storage.texts import Chance
from tests.activities.records import Recording, a_recorder
from tests.activities.wound_clock import WoundClock
from tests.builders import MONDAY, a_finding, a_start

HOUR = timedelta(hours=1)


class Shift(WoundClock):
    """A clock whose sleeper is told to stop after so many hours."""

    def __init__(self, stop: asyncio.Event, hours: int) -> None:
        super().__init__(MONDAY)
        self._stop, self._hours = stop, hours

    @override
    async def sleep(self, pause: timedelta) -> None:
        await super().sleep(pause)
        if len(self.slept) > self._hours:
            self._stop.set()


async def kept(database: Database) -> list[str]:
    """Two texts kept on Monday, of which an event names the first."""
    numbers = itertools.count(1)
    chance = Chance(ids=lambda: f"t-{next(numbers)}", salts=lambda: "salt")
    refs = await texts.keep(database, "larkmoor-1", ["seen", "never sent"], chance=chance, at=MONDAY)
    await Recording(await a_recorder(database)).start(a_start(a_finding(text=refs[0])))
    return [ref.id for ref in refs]


async def test_words_that_no_event_names_go_after_a_day(database: Database) -> None:
    ids, stop = await kept(database), asyncio.Event()
    clock = Shift(stop, hours=26)

    with capture_logs() as lines:
        await keep_house(database, clock, clock.sleep, stop)

    assert clock.slept == [HOUR] * 27
    assert set(await texts.words(database, ids)) == {ids[0]}
    assert [line["texts"] for line in lines] == [*[0] * 24, 1, 0]


async def test_answers_to_requests_go_after_thirty_days(database: Database) -> None:
    stop, old, new = asyncio.Event(), Asked("tess", "north-1", "old", "d"), Asked("tess", "north-1", "new", "d")
    clock = Shift(stop, hours=2)
    async with database.transaction() as connection:
        for asked, days in ((old, 31), (new, 29)):
            await requests.begin(connection, asked, MONDAY - timedelta(days=days))
            await requests.settle(connection, asked, Answered(200, "{}"))

    with capture_logs() as lines:
        await keep_house(database, clock, clock.sleep, stop)

    assert [line["requests"] for line in lines] == [1, 0]
    async with database.transaction() as connection:
        assert await requests.begin(connection, new, MONDAY) == Answered(200, "{}")
        assert await requests.begin(connection, old, MONDAY) is None


async def test_a_worker_that_was_away_for_days_records_before_it_sweeps(database: Database) -> None:
    ids, stop = await kept(database), asyncio.Event()
    clock = Shift(stop, hours=0)
    clock.wind(timedelta(days=3))

    await keep_house(database, clock, clock.sleep, stop)

    assert set(await texts.words(database, ids)) == set(ids)


async def test_a_database_that_is_away_puts_the_sweep_off() -> None:
    stop, away = asyncio.Event(), Database("postgresql://nobody@127.0.0.1:1/nowhere")
    clock = Shift(stop, hours=2)

    with capture_logs() as lines:
        await keep_house(away, clock, clock.sleep, stop)

    assert [line["event"] for line in lines] == ["sweep_put_off"] * 2
