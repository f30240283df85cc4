"""One reference audit from its start to its end, as the people around it would live it: one thing after another."""

import asyncio
import time
from typing import Any, NamedTuple

from temporalio.client import Client

from bench.scene import RINGS, messages
from bench.subjects import Handle, Subject

FIRST_LOOK = RINGS[-1] + 0.5  # seconds after the start
LATER_LOOKS = 1.5  # seconds between two looks
LIMIT = 240  # seconds for a whole life


class Life(NamedTuple):
    """What became of one audit; `answers` are the seconds each message waited for its answer."""

    handle: Handle
    result: Any
    answers: list[float]


async def live(client: Client, subject: Subject, audit_id: str) -> Life:
    """Starts an audit, lets all be late, and sends every message in turn."""
    answers: list[float] = []
    async with asyncio.timeout(LIMIT):
        handle = await subject.start(client, audit_id)
        await asyncio.sleep(FIRST_LOOK)
        while not subject.is_late(await handle.describe()):  # noqa: ASYNC110 - it is looked at on a server
            await asyncio.sleep(LATER_LOOKS)
        for command in messages():
            asked = time.monotonic()
            await subject.act(handle, command)
            answers.append(time.monotonic() - asked)
        return Life(handle, await handle.result(), answers)
