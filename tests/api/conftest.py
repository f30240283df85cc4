"""The doors on real servers: a database with the council in it, and a worker that can be sent away."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.audit_effects import AuditEffects
from api.engine import Engine
from api.policies import Policies
from api.record import Record
from api.sending import Patience
from api.starting import Starting
from runtime.temporal import register_search_attributes
from storage.database import Database
from storage.people import replace
from storage.texts import Chance
from tests.api.council import POLICIES, people
from tests.api.house import House
from tests.api.issuer import Issuer, Issuers, serving
from workflows.attributes import ATTRIBUTES
from workflows.audit_workflow import AuditWorkflow
from workflows.sandbox import sandbox

IMPATIENT = Patience(one_try=timedelta(seconds=2), tries=2, pause=timedelta(milliseconds=50))


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
async def house(temporal: WorkflowEnvironment, migrated_database_url: str) -> AsyncIterator[House]:
    """Everything but a worker."""
    await register_search_attributes(temporal.client, ATTRIBUTES)
    database, numbers, queue = Database(migrated_database_url), count(1), f"doors-{uuid4().hex[:8]}"
    await replace(database, people(), at=now())
    record = Record(database, Chance(lambda: f"{queue}-{next(numbers)}", lambda: "salt"))
    engine = Engine(temporal.client, record, IMPATIENT, queue=queue)
    starting = Starting(engine, record, Policies(POLICIES), now)
    with temporal.with_time_skipping_disabled():
        house = House(temporal.client, engine, record, starting, queue)
        yield house
        await house.end()
    await database.dispose()


@pytest.fixture
async def worker(house: House) -> AsyncIterator[Worker]:
    """A worker with the real effects."""
    effects = AuditEffects(house.record.database, now, "salt")
    worker = Worker(
        house.client,
        task_queue=house.queue,
        workflows=[AuditWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation],
        workflow_runner=sandbox(),
    )
    async with worker:
        yield worker


@pytest.fixture(scope="session")
async def issuers() -> AsyncIterator[Issuers]:
    """Where issuers are opened, on one port for the run."""
    async with serving(Issuers()) as issuers:
        yield issuers


@pytest.fixture
def issuer(issuers: Issuers) -> Iterator[Issuer]:
    """Somebody who signs tokens, for this test alone."""
    issuer = issuers.open()
    yield issuer
    issuer.answering.set()
