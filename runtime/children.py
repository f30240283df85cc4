"""A child process of this machine: a session of its own, a log of its own, and no life after its parent."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from runtime.unprivileged import SAME_USER, RunAs

LAUNCHER = str(Path(__file__).with_name("launch.py"))
GLANCE = 0.02  # seconds between two looks at a child that is ending


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to start.

    `log` None means the child writes to our own terminal; `ending` is what the kernel sends it if we die.
    """

    name: str
    command: Sequence[str]
    log: Path | None = None
    folder: Path | None = None
    environment: Mapping[str, str] | None = None
    run_as: RunAs = SAME_USER
    stop_by: signal.Signals = signal.SIGTERM
    ending: signal.Signals = signal.SIGKILL
    patience: timedelta = timedelta(seconds=15)  # between the polite signal and SIGKILL


@dataclass
class Child:
    """One process made from an order; it may be started again after it ended.

    Start it from a thread that lives as long as the program: the kernel ties its death to that thread.
    """

    order: Order
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def status(self) -> int | None:
        """The exit status (negative: the signal that ended it); None while it runs and before its start."""
        return self._process.poll() if self._process else None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        order = self.order
        launcher = [sys.executable, "-I", "-S", LAUNCHER, str(os.getpid()), str(int(order.ending))]
        output = order.log.open("ab") if order.log else None
        try:
            self._process = subprocess.Popen(
                [*launcher, *order.run_as.arguments(), *order.command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=order.folder,
                env=order.environment,
                start_new_session=True,
            )
        finally:
            if output:
                output.close()

    async def ended(self) -> int:
        """Wait for the end; the exit status."""
        while self.is_running:  # noqa: ASYNC110 (the kernel sets no event of ours)
            await asyncio.sleep(GLANCE)
        return self.status or 0

    async def stop(self) -> None:
        """Ask politely, then insist; returns when the process and its whole session are gone."""
        if self.is_running and self.pid:
            os.kill(self.pid, self.order.stop_by)
            try:
                await asyncio.wait_for(self.ended(), self.order.patience.total_seconds())
            except TimeoutError:
                self.kill()
        self._sweep()

    def kill(self) -> None:
        """SIGKILL, and wait until the kernel has buried it."""
        if self._process and self.is_running:
            self._process.kill()
            self._process.wait()

    def _sweep(self) -> None:
        """End what the child left behind in its session, whose number is the child's pid."""
        if self.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process = None


def last_lines(log: Path, count: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""
