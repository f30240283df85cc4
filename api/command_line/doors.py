"""The doors a command goes through: the record, and the engine, each reached when it is first asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from api.command_line.address import OnlyBeside, address
from api.command_line.surroundings import Surroundings
from api.policies import Policies
from api.record import Record
from runtime.settings import Given, Settings
from storage.database import Database
from storage.texts import Chance

if TYPE_CHECKING:
    from temporalio.client import Client

    from api.engine import Engine
    from api.starting import Starting

__all__ = ["Doors", "Surroundings", "opened", "policies_here"]


@dataclass(frozen=True)
class Doors:
    """The record, and the way to the engine."""

    settings: Settings
    record: Record
    surroundings: Surroundings

    @cached_property
    def policies(self) -> Policies:
        return Policies(self.settings.policies)

    async def client(self) -> "Client":
        """A connection to the Temporal server; raises TemporalUnreachable."""
        from api.command_line import engine_room  # noqa: PLC0415 - most commands never ask the engine

        return await engine_room.client(self.settings)

    async def engine(self) -> "Engine":
        """The sender; raises TemporalUnreachable."""
        from api.command_line import engine_room  # noqa: PLC0415 - most commands never ask the engine

        return engine_room.engine(await self.client(), self.record)

    async def starting(self) -> "Starting":
        """The way to start many; raises TemporalUnreachable."""
        from api.command_line import engine_room  # noqa: PLC0415 - most commands never ask the engine
        from api.starting import Starting  # noqa: PLC0415 - the same

        engine = engine_room.engine(await engine_room.ready_client(self.settings), self.record)
        return Starting(engine, self.record, self.policies, self.surroundings.clock)


@asynccontextmanager
async def opened(surroundings: Surroundings) -> AsyncIterator[Doors]:
    """The doors, with the database's connections given back at the end; raises OnlyBeside or NothingRunning."""
    if address(surroundings):
        raise OnlyBeside
    settings = Settings.read()
    database = Database(settings.database_url, size=settings.database_connections)
    chance = Chance(surroundings.ids, surroundings.salts)
    try:
        yield Doors(settings, Record(database, chance), surroundings)
    finally:
        await database.dispose()


def policies_here() -> Policies:
    """The council's rules, which need no server."""
    return Policies(Given().policies)
