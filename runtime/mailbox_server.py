"""The local mailbox as a child of ours: an SMTP address, and a folder of mails behind it."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from runtime.children import Child, Order, last_lines
from runtime.errors import ServerFailed
from runtime.ports import HOST, settled_port
from runtime.settings import CHECKOUT

PREFERRED_PORT = 2525
START_LIMIT = timedelta(seconds=20)


class MailboxServer:
    """Takes mail for anybody into `mails`; may be started again after stop() or kill()."""

    name = "the mailbox"

    def __init__(
        self, folder: Path, *, mails: Path | None = None, log: Path | None = None, port: int = PREFERRED_PORT
    ) -> None:
        self.folder = folder.resolve()
        self.mails = mails or self.folder / "mails"
        self.log = log or self.folder / "mailbox.log"
        self.port = port
        self.taken_port: int | None = None
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    @property
    def is_running(self) -> bool:
        return self._child is not None and self._child.is_running

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    async def start(self) -> None:
        """Take mail; raises ServerFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.taken_port = settled_port(self.folder / "port", self.port)
        command = [sys.executable, "-m", "runtime.mailbox", "--port", str(self.port), "--folder", str(self.mails)]
        self._child = Child(Order(name="mailbox", command=command, log=self.log, folder=CHECKOUT))
        self._child.start()
        try:
            async with asyncio.timeout(START_LIMIT.total_seconds()):
                await self._until_it_answers(self._child)
        except TimeoutError:
            await self.stop()
            raise ServerFailed("The mailbox", self.log, last_lines(self.log)) from None

    async def stop(self) -> None:
        if self._child:
            await self._child.stop()

    def kill(self) -> None:
        """SIGKILL, as the kernel would when memory runs out."""
        if self._child:
            self._child.kill()

    async def _until_it_answers(self, child: Child) -> None:
        while child.is_running:
            try:
                _, writer = await asyncio.open_connection(HOST, self.port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
        raise ServerFailed("The mailbox", self.log, last_lines(self.log))
