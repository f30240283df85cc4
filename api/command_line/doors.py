"""What a command stands in: its clock, its ids, and the servers, each reached when it is first asked for."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from temporalio.client import Client

from api.engine import Engine
from api.policies import Policies
from api.record import Record
from api.sending import Patience
from api.starting import Starting
from runtime.settings import Given, Settings
from runtime.temporal import connect, register_search_attributes
from storage.database import Database
from storage.texts import Chance
from workflows.attributes import ATTRIBUTES


class Surroundings(NamedTuple):
    """What a program hands to its commands."""

    clock: Callable[[], datetime]
    chance: Chance


@dataclass(frozen=True)
class Doors:
    """The record, and the way to the engine."""

    settings: Settings
    record: Record
    surroundings: Surroundings

    @cached_property
    def policies(self) -> Policies:
        return Policies(self.settings.policies)

    async def client(self) -> Client:
        """A connection to the Temporal server; raises TemporalUnreachable."""
        return await connect(self.settings)

    async def engine(self) -> Engine:
        """The sender; raises TemporalUnreachable."""
        return Engine(await self.client(), self.record, Patience())

    async def starting(self) -> Starting:
        """The way to start many; raises TemporalUnreachable."""
        client = await self.client()
        # A worker does this too, but somebody may start audits before the first worker of a new server is up.
        await register_search_attributes(client, ATTRIBUTES)
        engine = Engine(client, self.record, Patience())
        return Starting(engine, self.record, self.policies, self.surroundings.clock)


@asynccontextmanager
async def opened(surroundings: Surroundings) -> AsyncIterator[Doors]:
    """The doors, with the database's connections given back at the end; raises NothingRunning."""
    settings = Settings.read()
    database = Database(settings.database_url, size=settings.database_connections)
    try:
        yield Doors(settings, Record(database, surroundings.chance), surroundings)
    finally:
        await database.dispose()


def policies_here() -> Policies:
    """The council's rules, which need no server."""
    return Policies(Given().policies)
