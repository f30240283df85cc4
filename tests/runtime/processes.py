"""Looking at processes from outside: who is there, and waiting until they are gone."""

import asyncio
from collections.abc import Callable, Iterable

import psutil

LIMIT = 30.0  # seconds; a busy machine takes its time


def alive(pid: int) -> bool:
    """A process that ended but that nobody has buried yet counts as gone."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def family(pid: int) -> list[int]:
    """The pids of everything that `pid` started, however indirectly."""
    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


async def seen(condition: Callable[[], bool]) -> bool:
    """Whether `condition` came true within the limit."""
    try:
        async with asyncio.timeout(LIMIT):
            while not condition():  # noqa: ASYNC110 (what we look at belongs to other processes)
                await asyncio.sleep(0.02)
    except TimeoutError:
        return False
    return True


async def all_gone(pids: Iterable[int]) -> bool:
    return await seen(lambda: not any(alive(pid) for pid in pids))
