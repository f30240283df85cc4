"""The way to the engine: found when it is first needed, and looked for again while it is away."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from temporalio.client import Client

from api.engine import Engine
from api.errors import NotReachable
from api.record import Record
from api.sending import Patience
from runtime.errors import MachineryError
from runtime.temporal import check

PATIENCE = Patience(one_try=timedelta(seconds=4), tries=2, pause=timedelta(milliseconds=250))
"""Somebody waits for the answer, and may ask again under the same key."""
Connect = Callable[[], Awaitable[Client]]


class Way:
    """One connection for the whole program; once it was made it mends itself."""

    def __init__(self, connect: Connect, record: Record, *, queue: str, patience: Patience = PATIENCE) -> None:
        """`connect` raises a MachineryError when nobody answers in a while; audits are started on `queue`."""
        self._connect, self._record, self.queue, self._patience = connect, record, queue, patience
        self._client: Client | None = None
        self._lock = asyncio.Lock()

    async def client(self) -> Client:
        """The connection; raises NotReachable."""
        async with self._lock:
            if self._client is None:
                try:
                    self._client = await self._connect()
                except MachineryError:
                    raise NotReachable("The Temporal server") from None
            return self._client

    async def check(self) -> None:
        """Raises NotReachable, or what the server says."""
        await check(await self.client())

    async def engine(self) -> Engine:
        """The sender; raises NotReachable."""
        return Engine(await self.client(), self._record, self._patience, queue=self.queue)
