"""A council for each journey: a worker with the real effects, a courier, and a mail server to read."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

import httpx
import pytest
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.courier import Courier, Terms
from activities.mail import Mail
from activities.mailer import Mailer
from api.engine import Engine
from api.http.app import build_app
from api.http.council import Council as Known
from api.http.doors import HttpDoors
from api.http.way import Way
from api.policies import Policies
from api.record import Record
from api.sending import Patience
from runtime.temporal import register_search_attributes
from storage.database import Database
from storage.people import replace
from storage.texts import Chance
from tests.activities.post_office import open_office
from tests.activities.wound_clock import WoundClock
from tests.api.conftest import IMPATIENT
from tests.api.http.visitors import Trusting, Visitors
from tests.journeys.council import Council, GatedEffects
from tests.journeys.proof import LETTERHEAD, Post
from tests.workflows.scenes import POLICIES, people
from workflows.attributes import ATTRIBUTES
from workflows.audit_workflow import AuditWorkflow
from workflows.sandbox import sandbox


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def database(temporal: WorkflowEnvironment, migrated_database_url: str) -> AsyncIterator[Database]:
    await register_search_attributes(temporal.client, ATTRIBUTES)
    database = Database(migrated_database_url)
    await replace(database, list(people().people.values()), at=now())
    yield database
    await database.dispose()


@pytest.fixture
def effects(database: Database) -> GatedEffects:
    return GatedEffects(database, now)


@pytest.fixture
async def council(temporal: WorkflowEnvironment, database: Database, effects: GatedEffects) -> AsyncIterator[Council]:
    """One worker and its audits; those still open at the end are ended."""
    queue, numbers = f"journey-{uuid4().hex[:8]}", count(1)
    record = Record(database, Chance(lambda: f"t-{next(numbers)}", lambda: "salt"))
    worker = Worker(
        temporal.client,
        task_queue=queue,
        workflows=[AuditWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation],
        workflow_runner=sandbox(),
    )
    async with worker:
        council = Council(temporal, database, Engine(temporal.client, record, Patience(), queue=queue), queue)
        yield council
        await council.end()


@pytest.fixture
async def visitors(council: Council) -> AsyncIterator[Visitors]:
    """The HTTP doors of this council."""
    numbers = count(1)
    record = Record(council.database, Chance(lambda: f"d-{next(numbers)}", lambda: "salt"))

    async def connect() -> Client:
        return council.client

    doors = HttpDoors(
        record=record,
        policies=Policies(POLICIES),
        council=Known(council.database, now),
        way=Way(connect, record, queue=council.queue, patience=IMPATIENT),
        sign_in=Trusting(),
        clock=now,
        ids=lambda: f"id-{next(numbers)}",
    )
    transport = httpx.ASGITransport(build_app(doors))
    async with httpx.AsyncClient(transport=transport, base_url="http://doors") as client:
        yield Visitors(client)


@pytest.fixture
async def post(council: Council, effects: GatedEffects) -> AsyncIterator[Post]:
    """A courier with a clock that can be wound, and the mail server he walks to after each page, or when told."""
    clock = WoundClock(now())
    async with open_office() as (office, where):
        courier = Courier(council.database, Mail(Mailer(*where), LETTERHEAD), clock, "courier", terms=Terms())
        post = Post(council, courier, clock, office, asyncio.Lock())
        effects.afterwards = post.deliver
        yield post
