"""`GET /metrics`: what is measured, in Prometheus' form, for the machine itself or for who has the token.

They are figures only, but figures say how a council fares: whoever need not know them is not told.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from secrets import compare_digest

import structlog
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from api.http.doors import HttpDoors, doors_of
from api.http.errors import NotSignedIn
from api.http.gauges import Gauges
from api.http.meters import Meters
from runtime.addresses import LOOPBACK
from runtime.seldom import Seldom
from storage.outbox import AWAY
from storage.watching import Watched, watched

FRESH = timedelta(seconds=5)
"""However many scrape, the database is asked no more often."""
LIMIT = timedelta(seconds=4)
"""How long the database may take, so that a scrape is answered before whoever scrapes gives up."""
FORWARDED = ("forwarded", "x-forwarded-for")
_log = structlog.stdlib.get_logger(__name__)


class Metrics:
    """All that is measured here; `hear` counts requests."""

    def __init__(self, doors: HttpDoors) -> None:
        registry = CollectorRegistry()
        meters, gauges = Meters(registry), Gauges()
        registry.register(gauges)
        self.hear = meters.hear
        self._registry, self._gauges = registry, gauges
        self._look = Seldom(_looking(doors), FRESH, doors.clock)

    async def answer(self, request: Request) -> Response:
        """Raises NotSignedIn."""
        check(request, doors_of(request).metrics_token)
        self._gauges.seen = await self._look()
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)


def check(request: Request, token: str | None) -> None:
    """Raises NotSignedIn unless the request has the token or, where there is none, comes from this very machine."""
    if token is None:
        host = request.client.host if request.client else ""
        # Behind a proxy on this machine everybody seems to be here.
        if host in LOOPBACK and not any(name in request.headers for name in FORWARDED):
            return
        raise NotSignedIn("Figures are for this machine only, unless METRICS_TOKEN is set here and sent as a token.")
    given = request.headers.get("authorization", "")
    if not compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise NotSignedIn("Send METRICS_TOKEN as `Authorization: Bearer …`.")


def _looking(doors: HttpDoors) -> Callable[[], Awaitable[Watched | None]]:
    async def look() -> Watched | None:
        try:
            async with asyncio.timeout(LIMIT.total_seconds()), doors.database.transaction() as connection:
                return await watched(connection, doors.clock())
        except AWAY as away:
            _log.warning("not_watched", why=type(away).__name__)
            return None

    return look
