"""A command typed at a terminal of its own, so that what it shows of its progress can be read; and ended half way."""

import asyncio
import os
import pty
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from runtime.settings import CHECKOUT, child_environment

GLANCE = 0.1  # seconds between two looks
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Run(NamedTuple):
    """What a command came to: its status (negative: the signal that ended it), its answer, what it showed, seconds."""

    status: int
    out: str
    shown: str
    took: float


async def type_at(
    folder: Path,
    words: Sequence[str],
    *,
    until: Callable[[], Awaitable[bool]] | None = None,
    ending: signal.Signals = signal.SIGKILL,
) -> Run:
    """Runs starter.py on the servers of this folder; ended by the signal as soon as `until` is so."""
    began = monotonic()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as where a shell runs it behind
        signal.signal(signal.SIGINT, signal.default_int_handler)
    async with _screen() as (side, heard):
        child = await asyncio.create_subprocess_exec(
            sys.executable, "starter.py", *words, cwd=CHECKOUT, stdin=side, stdout=asyncio.subprocess.PIPE, stderr=side,
            env={**child_environment(folder), "TERM": "xterm", "COLUMNS": "100"},
        )  # fmt: skip
        answer = asyncio.create_task(child.communicate())
        while until and not answer.done():
            if await until():
                child.send_signal(ending)
                break
            await asyncio.sleep(GLANCE)
        out, _ = await answer
    return Run(child.returncode or 0, out.decode(), _CODES.sub("", bytes(heard).decode(errors="replace")),
               monotonic() - began)  # fmt: skip


@asynccontextmanager
async def _screen() -> AsyncIterator[tuple[int, bytearray]]:
    """The side that a program writes to, and all that it wrote."""
    ours, side = pty.openpty()
    heard = bytearray()
    loop = asyncio.get_running_loop()

    def hear() -> None:
        with suppress(OSError):
            heard.extend(os.read(ours, 65536))

    loop.add_reader(ours, hear)
    try:
        yield side, heard
        await asyncio.sleep(GLANCE)
    finally:
        loop.remove_reader(ours)
        os.close(side)
        os.close(ours)
