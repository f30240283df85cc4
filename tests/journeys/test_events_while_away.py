"""What other systems send while the engine is away is there once after it is back, whichever way and however often."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from temporalio.worker import Worker

from activities.audit_effects import AuditEffects
from api.http.app import build_app
from api.http.council import Council
from api.http.doors import HttpDoors
from api.http.way import Way
from api.inbox.acting import Acting
from api.inbox.means import Means
from api.inbox.porter import Porter, Terms
from api.policies import Policies
from api.record import Record
from runtime.ports import free_port
from runtime.temporal import connect_to, register_search_attributes
from runtime.temporal_server import TemporalServer
from storage.database import Database
from storage.people import replace
from storage.texts import Chance
from tests.activities.records import log_of
from tests.api.conftest import IMPATIENT, now
from tests.api.council import POLICIES, a_finding, people
from tests.api.http.visitors import Trusting, Visitors
from tests.api.senders import CASE_SYSTEM, MEASURED, Sender, a_return, an_event, measured
from workflows.addresses import TASK_QUEUE
from workflows.attributes import ATTRIBUTES
from workflows.audit_workflow import AuditWorkflow
from workflows.sandbox import sandbox

QUICK = Terms(pause=timedelta(milliseconds=50), longest_pause=timedelta(milliseconds=200))


class Place(NamedTuple):
    """Doors with two porters beside them, and an engine that may be away."""

    database: Database
    temporal: TemporalServer
    sender: Sender
    visitors: Visitors

    async def states(self) -> dict[str, tuple[str, str | None]]:
        found = (await self.visitors.get("/events", "otto")).json()["items"]
        return {one["id"]: (one["state"], one["outcome"]) for one in found}

    async def until(self, seen: Callable[[dict[str, tuple[str, str | None]]], bool]) -> None:
        """Looks until the events are so."""
        async with asyncio.timeout(60):
            while not seen(await self.states()):  # noqa: ASYNC110 - what is looked at is on a server
                await asyncio.sleep(0.1)

    async def kinds(self) -> list[str]:
        return [event.kind for event in await log_of(self.database, "north-1")]


@pytest.fixture
async def place(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    database, temporal, numbers = Database(migrated_database_url), TemporalServer(tmp_path, port=free_port()), count(1)
    await replace(database, [*people(), CASE_SYSTEM], at=now())
    record = Record(database, Chance(lambda: f"id-{next(numbers)}", lambda: "salt"))

    async def look() -> object:
        return await connect_to(temporal.address, patience=timedelta(milliseconds=300))

    way = Way(look, record, queue=TASK_QUEUE, patience=IMPATIENT)  # type: ignore[arg-type]
    doors = HttpDoors(
        record=record,
        policies=Policies(POLICIES),
        council=Council(database, now),
        way=way,
        sign_in=Trusting(),
        clock=now,
        ids=lambda: f"id-{next(numbers)}",
    )
    acting = Acting(Means(record, doors.policies, way.engine, now))
    stop = asyncio.Event()
    porters = [asyncio.create_task(Porter(database, acting, now, QUICK).run(stop)) for _ in range(2)]
    transport = httpx.ASGITransport(build_app(doors))
    async with httpx.AsyncClient(transport=transport, base_url="http://doors") as client:
        yield Place(database, temporal, Sender(client), Visitors(client))
    stop.set()
    await asyncio.gather(*porters)
    await temporal.stop()
    await database.dispose()


@asynccontextmanager
async def working(place: Place) -> AsyncIterator[None]:
    """The engine is up, and a worker works."""
    await place.temporal.start()
    client = await connect_to(place.temporal.address)
    await register_search_attributes(client, ATTRIBUTES)
    effects = AuditEffects(place.database, now)
    worker = Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[AuditWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation],
        workflow_runner=sandbox(),
    )
    async with worker:
        yield


@pytest.mark.timeout(300)  # the engine is waited for with its own library's patience
async def test_events_sent_while_the_engine_is_away_count_once_when_it_is_back(place: Place) -> None:
    returned = an_event("return-1", data=a_return(findings=[a_finding(standard=MEASURED)], overall="good", grades={}))
    october = measured("october")

    answers = [
        await place.sender.structured(returned),
        await place.sender.batch([october, returned]),
        await place.sender.binary(returned),
        await place.sender.binary(october),
    ]
    away = ("waiting", "The Temporal server does not answer: check that the engine is up (`make run`), then try again.")
    await place.until(lambda states: states == {"return-1": away, "october": ("waiting", None)})
    assert [one.status_code for one in answers] == [202] * 4
    assert await place.kinds() == []

    async with working(place):
        await place.until(lambda states: {state for state, _ in states.values()} == {"done"})
        await place.sender.batch([returned, october])
        place.temporal.kill()
        await place.sender.binary(measured("november", period_from="2025-11-01", period_to="2025-11-30"))
        await place.until(lambda states: states["november"] == away)
        await place.temporal.start()
        await place.until(lambda states: states["november"] == ("done", "It counts in 1 audit."))

    kinds = await place.kinds()
    assert kinds.count("audit_started") == 1
    assert kinds.count("action_opened") == 1
    assert kinds.count("standard_measured") == 2
