"""What the servers of this machine have in common: a folder, a log, a port, one process, and coming back."""

import asyncio
from abc import ABC, abstractmethod
from datetime import timedelta
from pathlib import Path

import psutil

from runtime.children import Child, Order
from runtime.errors import ServerFailed
from runtime.ports import is_free, settled_port

START_LIMIT = timedelta(seconds=60)
GLANCE = 0.02  # seconds between two looks at a server that is coming up
TAKEN = "address already in use"  # how each of them words it, in one case or another


class Server(ABC):
    """One process that serves `folder`; start it again on the same data and port after stop() or kill().

    `taken_port` is the port that was wanted in vain, None when it got the one it wanted.
    """

    name: str

    def __init__(self, folder: Path, *, log: Path | None, port: int) -> None:
        self.folder = folder.resolve()
        self.log = log or self.folder / "server.log"
        self.port = port
        self.taken_port: int | None = None
        self._child: Child | None = None
        self._logged = 0

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    @property
    def is_running(self) -> bool:
        return self._child is not None and self._child.is_running

    async def start(self) -> None:
        """Serve, from a first start or from where the last one ended; raises ServerFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        await self.stop()  # buries the process of the last start, however it ended
        self.taken_port = None
        await self._prepare()
        try:
            async with asyncio.timeout(START_LIMIT.total_seconds()):
                while not await self._comes_up():  # noqa: ASYNC110 (each turn is another attempt)
                    await asyncio.sleep(GLANCE)
                await self._finish_alive()
        except TimeoutError:
            await self.stop()
            raise self._failed() from None

    async def stop(self) -> None:
        """Ask it to end, and insist after a while; no process of its session is left."""
        if self._child:
            await self._child.stop()

    def kill(self) -> None:
        """SIGKILL, as the kernel would when memory runs out."""
        if self._child:
            self._child.kill()

    @abstractmethod
    def _order(self) -> Order:
        """What to start for the port that was settled."""

    async def _prepare(self) -> None:  # noqa: B027 (most have nothing to prepare)
        """Before the process starts: make its data, end what is left over."""

    async def _finish(self) -> None:  # noqa: B027 (most have nothing to finish)
        """Once it listens: what must be so before others may use it."""

    def _ports(self) -> set[int]:
        """Where it must listen to count as up."""
        return {self.port}

    def _may_try_again(self) -> bool:
        """Whether a process that ended while coming up deserves another: a rival has its port, or had it just then."""
        return TAKEN in self._said().lower() or not all(is_free(port) for port in self._ports())

    def _failed(self) -> ServerFailed:
        return ServerFailed(self.name, self.log)

    def _said(self) -> str:
        """What the process of the last start wrote to its log."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(self._logged)
            return log.read().decode(errors="replace")

    async def _finish_alive(self) -> None:
        """Finish, unless the process ends meanwhile and leaves nobody to answer."""
        finishing = asyncio.create_task(self._finish())
        try:
            while not finishing.done() and self.is_running:
                await asyncio.wait([finishing], timeout=GLANCE)
            if not finishing.done():
                raise self._failed()
            finishing.result()
        finally:
            finishing.cancel()

    async def _comes_up(self) -> bool:
        port, taken = settled_port(self.folder / "port", self.port)
        self.port, self.taken_port = port, taken or self.taken_port
        self._child = Child(self._order())
        self._logged = self.log.stat().st_size if self.log.exists() else 0
        self._child.start()
        while self._child.is_running:
            if self._ports() <= _listening(self._child.pid):  # a port that answers may be a rival's
                return True
            await asyncio.sleep(GLANCE)
        if not self._may_try_again():
            raise self._failed()
        return False


def _listening(pid: int | None) -> set[int]:
    try:
        connections = psutil.Process(pid).net_connections("tcp")
    except psutil.Error:
        return set()
    return {each.laddr.port for each in connections if each.status == psutil.CONN_LISTEN}
