"""What nobody will need goes: words that no event came to name, old answers to requests, and what has long left."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from activities.resting import Sleep, rest
from storage import deliveries_kept, requests, texts
from storage.database import Database
from storage.outbox import AWAY

_log = structlog.stdlib.get_logger(__name__)

EVERY = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)
"""How long a text waits for its event."""
ANSWERS_KEPT_FOR = timedelta(days=30)
"""How long a request that is asked again gets its first answer word for word; the log knows its command for ever."""


async def keep_house(database: Database, clock: Callable[[], datetime], sleep: Sleep, stop: asyncio.Event) -> None:
    """Sweeps every hour until told to stop. Only where audits are worked on: elsewhere nobody records what waits."""
    while not stop.is_set():
        # Rest comes first: a worker that was away for days must record what waited for it before words are swept.
        await rest(EVERY, sleep, stop)
        if not stop.is_set():
            await _sweep(database, clock())


async def _sweep(database: Database, now: datetime) -> None:
    try:
        swept = await texts.sweep(database, before=now - KEPT_FOR)
        async with database.transaction() as connection:
            forgotten = await requests.sweep(connection, before=now - ANSWERS_KEPT_FOR)
            left = await deliveries_kept.tidy(connection, before=now - ANSWERS_KEPT_FOR)
    except AWAY as absence:
        _log.warning("sweep_put_off", why=type(absence).__name__)
    else:
        _log.info("house_kept", texts=swept, requests=forgotten, deliveries=left)
