"""A program says which of its parts are away and since when, and is ready while those that it needs are there."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from runtime.errors import SettingRefused
from runtime.health import Health, Look
from runtime.health_port import health_port
from runtime.ports import HOST, free_port
from runtime.settings import CHECKOUT

NINE = datetime(2026, 11, 25, 9, tzinfo=UTC)
SHORT = timedelta(milliseconds=50)


class Part:
    """Something that a program stands on."""

    def __init__(self) -> None:
        self.is_away = self.hangs = False
        self.asked = 0

    async def check(self) -> None:
        self.asked += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.is_away:
            raise ConnectionRefusedError("secret.invalid refused ann")


class Clock:
    """Stands until it is wound."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        return self.now

    def wind(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database() -> Part:
    return Part()


@pytest.fixture
def engine() -> Part:
    return Part()


@pytest.fixture
def health(database: Part, engine: Part, clock: Clock) -> Health:
    return Health({"database": database.check, "engine": engine.check}, frozenset({"database"}), clock, SHORT)


async def test_it_is_ready_while_what_it_needs_answers(health: Health, engine: Part) -> None:
    engine.is_away = True

    assert await health.look() == Look({"database": None, "engine": NINE}, is_ready=True)


async def test_it_is_not_ready_without_what_it_needs_and_says_since_when(
    health: Health, database: Part, clock: Clock
) -> None:
    await health.look()
    database.is_away, first = True, clock.wind()
    await health.look()
    clock.wind()

    with capture_logs() as lines:
        still = await health.look()
        database.is_away = False
        clock.wind()
        back = await health.look()

    assert still == Look({"database": first, "engine": None}, is_ready=False)
    assert back == Look({"database": None, "engine": None}, is_ready=True)
    assert [line["event"] for line in lines] == ["part_back"]


async def test_a_part_that_does_not_answer_in_time_is_away_and_holds_nobody_up(
    health: Health, database: Part, engine: Part
) -> None:
    database.hangs = engine.hangs = True

    with capture_logs() as lines:
        look = await health.look()

    assert look == Look({"database": NINE, "engine": NINE}, is_ready=False)
    assert {(line["part"], line["why"]) for line in lines} == {("database", "TimeoutError"), ("engine", "TimeoutError")}


async def test_however_many_ask_the_parts_are_asked_once_a_second(health: Health, database: Part, clock: Clock) -> None:
    await asyncio.gather(*(health.look() for _ in range(20)))
    before = database.asked
    clock.now += timedelta(seconds=1)
    await health.look()

    assert (before, database.asked) == (1, 2)


@asynccontextmanager
async def listening(health: Health) -> AsyncIterator[str]:
    address = f"{HOST}:{free_port()}"
    async with health_port("WORKER_HEALTH", address, health):
        yield f"http://{address}/health/"


async def ask(url: str) -> tuple[int, str]:
    """What a container's health check sees."""
    command = [sys.executable, "-m", "runtime.healthy", url]
    run = await asyncio.to_thread(subprocess.run, command, cwd=CHECKOUT, capture_output=True, text=True)
    return run.returncode, run.stderr


async def test_a_container_sees_by_the_exit_status_how_it_is(health: Health, database: Part, clock: Clock) -> None:
    async with listening(health) as url:
        live, ready = await ask(f"{url}live"), await ask(f"{url}ready")
        database.is_away = True
        clock.wind()
        not_ready, still_live = await ask(f"{url}ready"), await ask(f"{url}live")
    gone = await ask(f"{url}live")

    assert (live, ready, still_live) == ((0, ""), (0, ""), (0, ""))
    assert not_ready[0] == gone[0] == 1
    assert '"database":{"status":"away","since":"2026-11-25T09:01:00+00:00"}' in not_ready[1]
    assert not any(word in not_ready[1] for word in ("secret", "ann", HOST))
    assert "Nobody answers" in gone[1]


async def test_a_port_that_is_taken_is_named_with_its_setting(health: Health) -> None:
    address = f"{HOST}:{free_port()}"

    async with health_port("WORKER_HEALTH", address, health):
        with pytest.raises(SettingRefused, match=f"WORKER_HEALTH: nobody can listen on {address}"):
            async with health_port("WORKER_HEALTH", address, health):
                raise AssertionError("two cannot listen there")


async def test_nobody_listens_without_an_address(health: Health, database: Part) -> None:
    async with health_port("WORKER_HEALTH", None, health):
        assert database.asked == 0
