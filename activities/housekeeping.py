"""What nobody will need goes: words that were kept for a command and that no event came to name."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from storage import texts
from storage.database import Database
from storage.outbox import AWAY

_log = structlog.stdlib.get_logger(__name__)

Sleep = Callable[[timedelta], Awaitable[None]]
EVERY = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)
"""How long a text waits for its event."""


async def keep_house(database: Database, clock: Callable[[], datetime], sleep: Sleep, stop: asyncio.Event) -> None:
    """Sweeps every hour until told to stop. Only where audits are worked on: elsewhere nobody records what waits."""
    while not stop.is_set():
        # Rest comes first: a worker that was away for days must record what waited for it before words are swept.
        await _rest(sleep, stop)
        if not stop.is_set():
            await _sweep(database, clock())


async def _sweep(database: Database, now: datetime) -> None:
    try:
        swept = await texts.sweep(database, before=now - KEPT_FOR)
    except AWAY as absence:
        _log.warning("sweep_put_off", why=type(absence).__name__)
    else:
        _log.info("texts_swept", number=swept)


async def _rest(sleep: Sleep, stop: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(sleep(EVERY)), asyncio.ensure_future(stop.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
