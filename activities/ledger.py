"""What became of the parcels a courier carried, kept even while the database is away."""

from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from activities.undelivered import DatabaseAway
from storage import outbox, pace
from storage.database import Database
from storage.parcel import Parcel


class Outcome(NamedTuple):
    """What became of one parcel at a moment; a failed one is due `again_at`, or dead with None."""

    parcel: Parcel
    what: Literal["sent", "failed", "untried"]
    at: datetime
    reason: str = ""
    again_at: datetime | None = None
    is_apart: bool = False
    """Did only a part of a parcel fail, which the rest goes without?"""
    permit: int | None = None
    """Its share of a minute, where the channel has a cap."""


class Ledger:
    """One courier's outcomes: told to the database in their order, and again when it was away."""

    def __init__(self, database: Database, courier: str) -> None:
        self._database, self._courier = database, courier
        self._unkept: deque[Outcome] = deque()

    def note(self, *outcomes: Outcome) -> None:
        """Remember them until the database knows."""
        self._unkept.extend(outcomes)

    async def keep(self) -> None:
        """Tell the database all that it does not know; raises DatabaseAway, and what it was not told stays."""
        # What the database could not be told in its absence is told first, lest a letter goes twice.
        while self._unkept:
            outcome = self._unkept.popleft()
            try:
                await self._keep(outcome)
            except DatabaseAway:
                self._unkept.append(outcome)
                raise

    async def _keep(self, outcome: Outcome) -> None:
        parcel, reason, again_at = outcome.parcel, outcome.reason, outcome.again_at
        async with self.transaction() as connection:
            if outcome.permit:
                await pace.used(connection, outcome.permit, outcome.at)
            match outcome.what:
                case "sent":
                    await outbox.sent(connection, parcel, self._courier, at=outcome.at)
                case "failed":
                    if outcome.is_apart:
                        await outbox.set_apart(connection, parcel, self._courier)
                    await outbox.failed(connection, parcel, self._courier, reason=reason, again_at=again_at)
                case "untried":
                    await outbox.put_back(connection, parcel, self._courier)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction; raises DatabaseAway."""
        try:
            async with self._database.transaction() as connection:
                yield connection
        except outbox.AWAY as absence:
            raise DatabaseAway(absence) from absence


def untried(parcels: Iterable[Parcel], at: datetime) -> list[Outcome]:
    """They go back as they came."""
    return [Outcome(one, "untried", at) for one in parcels]
