"""How much is taken in: the length of a body, and how many requests a second of one address or one person."""

from collections.abc import MutableMapping
from math import ceil
from time import time
from typing import Any

from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http import problems
from api.http.errors import TooLarge, TooMany

Message = MutableMapping[str, Any]
PEOPLE_AT_ONE_ADDRESS = 8
"""A council's people come by few addresses: one may ask as much as so many people."""


class Pace:
    """So many requests a second for each name; who asks more is told how long to wait."""

    def __init__(self, a_second: int) -> None:
        self._limit = RateLimitItemPerSecond(a_second)
        self._window = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def check(self, name: str) -> None:
        """Counts one request; raises TooMany."""
        if not await self._window.hit(self._limit, name):
            window = await self._window.get_window_stats(self._limit, name)
            raise TooMany(max(1, ceil(window.reset_time - time())))


class Limits:
    """Refuses what is too much before anybody reads it."""

    def __init__(self, app: ASGIApp, *, body: int, a_second: int) -> None:
        self._app, self._body = app, body
        self._pace = Pace(a_second * PEOPLE_AT_ONE_ADDRESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            await self._pace.check(request.client.host if request.client else "nowhere")
            self._measure(_length(request))
        except (TooMany, TooLarge) as too_much:
            await problems.answer(request, too_much)(scope, receive, send)
            return
        await self._app(scope, self._counting(receive), send)

    def _counting(self, receive: Receive) -> Receive:
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            self._measure(taken)  # nobody need have said how long it is
            return message

        return receive_some

    def _measure(self, length: int) -> None:
        if length > self._body:
            raise TooLarge(self._body)


def _length(request: Request) -> int:
    given = request.headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() else 0
