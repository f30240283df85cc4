"""Events of the case system, and a porter who carries them to a real engine."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

import pytest
from cloudevents.core.bindings.http import to_structured_event
from cloudevents.core.v1.event import CloudEvent

from api.engine import Engine
from api.inbox.acting import Acting
from api.inbox.entry import entry
from api.inbox.envelope import Envelope
from api.inbox.means import Means
from api.inbox.porter import Porter, Terms
from api.policies import Policies
from domain.events import AnyEvent
from storage import inbox, reading
from storage.inbox import Kept
from storage.people import replace
from tests.api.conftest import now
from tests.api.council import POLICIES, people
from tests.api.house import House
from tests.api.senders import CASE_SYSTEM


class Post(NamedTuple):
    """What comes in, and the porter."""

    house: House
    acting: Acting

    def porter(self, terms: Terms | None = None) -> Porter:
        return Porter(self.house.record.database, self.acting, now, terms or Terms())

    async def send(self, events: Sequence[CloudEvent], by: str = CASE_SYSTEM.person) -> None:
        found = [entry(Envelope.model_validate_json(to_structured_event(one).body)) for one in events]
        async with self.house.record.database.transaction() as connection:
            await inbox.take_in(connection, found, by, now(), "r-1")

    async def deliver(self, *events: CloudEvent) -> list[Kept]:
        """Sends them and has them carried until nothing is due; they as they are then, in the order they came."""
        await self.send(events)
        porter = self.porter()
        while await porter.carry_due():
            pass
        return await self.kept()

    async def kept(self) -> list[Kept]:
        async with self.house.record.database.transaction() as connection:
            return (await inbox.page(connection, state=None, type_=None, before=None, limit=1000))[::-1]

    async def log(self, audit_id: str) -> list[AnyEvent]:
        return [one.event for one in await reading.history(self.house.record.database, audit_id)]

    async def kinds(self, audit_id: str) -> list[str]:
        return [event.kind for event in await self.log(audit_id)]

    async def until(self, seen: Callable[[], Awaitable[bool]]) -> None:
        """Looks until it is so."""
        async with asyncio.timeout(30):
            while not await seen():  # noqa: ASYNC110 - what is looked at is on a server
                await asyncio.sleep(0.05)


@pytest.fixture
async def post(house: House) -> Post:
    await replace(house.record.database, [*people(), CASE_SYSTEM], at=now())

    async def engine() -> Engine:
        return house.engine

    return Post(house, Acting(Means(house.record, Policies(POLICIES), engine, now)))
