"""Which parts of what a program stands on answer, and since when one does not; never where they are, or why not."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from runtime.seldom import Seldom

LIMIT = timedelta(seconds=3)
"""How long a part may take to answer: all are asked at once, and somebody waits."""
PAUSE = timedelta(seconds=1)
"""However many ask, the parts are asked no more often."""
Check = Callable[[], Coroutine[object, object, object]]
"""Raises when its part is away."""
_log = structlog.stdlib.get_logger(__name__)


class Look(NamedTuple):
    """Each part, with since when it has been away (None: it answers); `is_ready` if those that are needed do."""

    away_since: Mapping[str, datetime | None]
    is_ready: bool


class Health:
    """Asks the parts. A program is ready when the parts it `needs` answer; without the others it can do less."""

    def __init__(
        self,
        parts: Mapping[str, Check],
        needs: frozenset[str],
        clock: Callable[[], datetime],
        limit: timedelta = LIMIT,
    ) -> None:
        self._parts, self._needs, self._clock, self._limit = parts, needs, clock, limit.total_seconds()
        self._away: dict[str, datetime] = {}
        self.look = Seldom(self._ask, PAUSE, clock)

    def routes(self) -> list[Route]:
        """`/health/live`: the process answers. `/health/ready`: 200 or 503, and how each part is."""
        return [Route("/health/live", _live), Route("/health/ready", self._ready)]

    async def _ready(self, _: Request) -> JSONResponse:
        look = await self.look()
        said = {"status": "ready" if look.is_ready else "not ready", "parts": _spelled(look)}
        return JSONResponse(said, 200 if look.is_ready else 503)

    async def _ask(self) -> Look:
        answering = (asyncio.wait_for(check(), self._limit) for check in self._parts.values())
        answers = await asyncio.gather(*answering, return_exceptions=True)
        for name, answer in zip(self._parts, answers, strict=True):
            self._note(name, answer)
        return Look({name: self._away.get(name) for name in self._parts}, not self._needs & self._away.keys())

    def _note(self, name: str, answer: object) -> None:
        if not isinstance(answer, BaseException):
            if self._away.pop(name, None):
                _log.info("part_back", part=name)
        elif name not in self._away:
            self._away[name] = self._clock()
            _log.warning("part_away", part=name, why=type(answer).__name__)


async def _live(_: Request) -> JSONResponse:
    return JSONResponse({"status": "live"})


def _spelled(look: Look) -> dict[str, dict[str, str]]:
    return {
        name: {"status": "away", "since": since.isoformat()} if since else {"status": "up"}
        for name, since in look.away_since.items()
    }
