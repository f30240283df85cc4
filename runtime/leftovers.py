"""A server that outlived the machine that started it: waited for, then asked, then ended."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psutil

PATIENCE = timedelta(seconds=10)


async def end_leftovers(program: str, data: Path, patience: timedelta = PATIENCE) -> None:
    """Return when no process called `program` serves `data` any more.

    Only for whoever holds the lock on the data folder: nobody else may be running a server there.
    """
    steps: list[Callable[[psutil.Process], None]] = [_wait, psutil.Process.terminate, psutil.Process.kill]
    for step in steps:
        for process in serving(program, data):
            step(process)
        if await _gone(program, data, patience):
            return


def serving(program: str, data: Path) -> list[psutil.Process]:
    """Processes called `program` that have `data` among their arguments."""
    return list(_serving(program, str(data)))


def _serving(program: str, data: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter(["name", "cmdline", "status"]):
        seen = process.info
        if seen["name"] == program and data in (seen["cmdline"] or ()) and seen["status"] != psutil.STATUS_ZOMBIE:
            yield process


def _wait(process: psutil.Process) -> None:
    """A server whose parent died has been told so by the kernel: first give it the time to end."""


async def _gone(program: str, data: Path, patience: timedelta) -> bool:
    try:
        async with asyncio.timeout(patience.total_seconds()):
            while serving(program, data):  # noqa: ASYNC110 (the kernel sets no event of ours)
                await asyncio.sleep(0.1)
    except TimeoutError:
        return False
    return True
