"""Resting between two rounds of work, cut short when it is time to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

Sleep = Callable[[timedelta], Awaitable[None]]


async def sleep(pause: timedelta) -> None:
    """The one way in which a program that works waits."""
    await asyncio.sleep(pause.total_seconds())


async def rest(pause: timedelta, sleep: Sleep, stop: asyncio.Event) -> None:
    """Returns after the pause, or at once when told to stop."""
    waits = [asyncio.ensure_future(sleep(pause)), asyncio.ensure_future(stop.wait())]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
