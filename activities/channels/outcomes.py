"""What became of deliveries, kept even while the database is away."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from activities.undelivered import DatabaseAway
from storage import alarms, deliveries, webhooks
from storage.alarms import OpenAlarm
from storage.database import Database
from storage.deliveries import Became, Delivery
from storage.outbox import AWAY

ENDED = "The webhook was ended because its address is gone (410): put it right, add the webhook again, then resend."


class Failed(NamedTuple):
    """A delivery was not taken at a moment; it is due `again_at`, or dead with None. Is its address gone for good?"""

    at: datetime
    reason: str
    again_at: datetime | None
    is_gone: bool


class Outcomes:
    """One courier's: told to the database in their order, and again when it was away."""

    def __init__(self, database: Database, courier: str) -> None:
        self._database, self._courier = database, courier
        self._unkept: deque[tuple[Delivery, Became | Failed]] = deque()

    async def keep(self, delivery: Delivery, became: Became | Failed) -> None:
        """Remember it until the database knows. Raises DatabaseAway."""
        self._unkept.append((delivery, became))
        await self.keep_all()

    async def keep_all(self) -> None:
        """Tell the database all that it does not know; raises DatabaseAway, and what it was not told stays."""
        while self._unkept:
            delivery, became = self._unkept.popleft()
            try:
                async with self.transaction() as connection:
                    await self._tell(connection, delivery, became)
            except DatabaseAway:
                self._unkept.append((delivery, became))
                raise

    async def _tell(self, connection: AsyncConnection, delivery: Delivery, became: Became | Failed) -> None:
        if isinstance(became, Became):
            await deliveries.settled(connection, delivery, self._courier, became)
            return
        if became.is_gone:
            # Ending a webhook buries its other deliveries: whoever ends it too waits here, with none of them in hand.
            await webhooks.hold(connection, delivery.webhook)
        reason, again_at = became.reason, became.again_at
        is_ours = await deliveries.failed(connection, delivery, self._courier, reason=reason, again_at=again_at)
        if is_ours and became.is_gone and await webhooks.end(connection, delivery.webhook, ENDED, became.at):
            await alarms.raise_anew(connection, _alarm(delivery.webhook, became.at))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction; raises DatabaseAway."""
        try:
            async with self._database.transaction() as connection:
                yield connection
        except AWAY as absence:
            raise DatabaseAway(absence) from absence


def _alarm(name: str, now: datetime) -> OpenAlarm:
    return OpenAlarm(f"webhook/{name}", f"webhook/{name}", 0, "webhook", ENDED, now)
