"""A courier for each channel that something waits for: begun when the first letter for it is there."""

import asyncio
from collections.abc import Callable

import structlog

from activities.courier import Courier, Terms
from activities.resting import rest
from activities.undelivered import DatabaseAway
from storage import outbox_channels
from storage.database import Database
from storage.outbox import AWAY

_log = structlog.stdlib.get_logger(__name__)


class ChannelCouriers:
    """`courier_of` makes the courier of a channel by its name."""

    def __init__(self, database: Database, courier_of: Callable[[str], Courier], terms: Terms) -> None:
        self._database, self._courier_of, self._terms = database, courier_of, terms
        self._couriers: dict[str, Courier] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Have each channel's letters delivered until told to stop."""
        async with asyncio.TaskGroup() as group:
            while not stop.is_set():
                for name in await self._new():
                    group.create_task(self._couriers[name].run(stop))
                await rest(self._terms.pause, self._terms.sleep, stop)

    async def deliver_due(self) -> None:
        """One round of each. Raises ChannelAway, DatabaseAway."""
        await self._new()
        for courier in self._couriers.values():
            await courier.deliver_due()

    async def _new(self) -> list[str]:
        try:
            async with self._database.transaction() as connection:
                names = await outbox_channels.waited_for(connection)
        except AWAY as absence:
            _log.debug("channels_not_looked_at", why=str(DatabaseAway(absence)))
            return []
        new = [name for name in names if name not in self._couriers]
        self._couriers |= {name: self._courier_of(name) for name in new}
        return new
