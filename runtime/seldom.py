"""What costs something to find out is found out once in a while, however many ask."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Seldom(Generic[Answer]):
    """Gives the last answer until it is older than `pause`; who comes while it is being found out waits for it."""

    def __init__(self, ask: Callable[[], Awaitable[Answer]], pause: timedelta, clock: Callable[[], datetime]) -> None:
        self._ask, self._pause, self._clock = ask, pause, clock
        self._lock = asyncio.Lock()
        self._last: tuple[datetime, Answer] | None = None

    async def __call__(self) -> Answer:
        """Raises what asking does; nothing is remembered then."""
        async with self._lock:
            now = self._clock()
            if self._last is None or not timedelta() <= now - self._last[0] < self._pause:
                self._last = now, await self._ask()
            return self._last[1]
