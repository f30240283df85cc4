"""PostgreSQL on this machine, run from the programs in its wheel, on a data folder of its own."""

import asyncio
import signal
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from runtime.children import Child, Order, last_lines
from runtime.errors import ServerFailed
from runtime.leftovers import end_leftovers
from runtime.ports import HOST, settled_port
from runtime.postgres_data import ROLE, disown_stale_pid, make_data, password_in, programs
from runtime.unprivileged import RunAs, unprivileged

PREFERRED_PORT = 5433
START_LIMIT = timedelta(seconds=30)
STILL_THERE = "pre-existing shared memory block"  # the last processes of a killed server are still ending
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "log_error_verbosity": "terse",  # details quote the row, and rows hold personal data
    "log_min_error_statement": "panic",  # so do statements
}


class PostgresServer:
    """One server on `folder`; may be started again on the same data and port after stop() or kill().

    `settings` (PostgreSQL's own names) go over the defaults. `taken_port` says which port was wanted in vain.
    """

    name = "PostgreSQL"

    def __init__(
        self,
        folder: Path,
        *,
        log: Path | None = None,
        port: int = PREFERRED_PORT,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = log or self.folder / "postgres.log"
        self.port = port
        self.taken_port: int | None = None
        self._settings = {**SETTINGS, **(settings or {})}
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    @property
    def is_running(self) -> bool:
        return self._child is not None and self._child.is_running

    def url(self, database: str = ROLE) -> str:
        """The SQLAlchemy address of `database`, password included."""
        return f"postgresql+psycopg://{ROLE}:{password_in(self.folder)}@{HOST}:{self.port}/{database}"

    async def start(self) -> None:
        """Serve; a first start makes data and database. Raises ServerFailed, NoUnprivilegedUser."""
        self.folder.mkdir(parents=True, exist_ok=True)
        run_as = unprivileged(self.data, [programs(), programs() / "postgres"])
        await end_leftovers("postgres", self.data)
        if not self.data.exists():
            await make_data(self.folder, self.log, run_as)
        disown_stale_pid(self.data)
        self.port, self.taken_port = settled_port(self.folder / "port", self.port)
        self._child = Child(self._order(run_as))
        await self._serve(self._child)
        await self.create_database(ROLE)

    async def stop(self) -> None:
        """End sessions, write everything down, and go."""
        if self._child:
            await self._child.stop()

    def kill(self) -> None:
        """SIGKILL, as the kernel would when memory runs out."""
        if self._child:
            self._child.kill()

    async def create_database(self, name: str, *, template: str = "template1") -> str:
        """The address of the database `name`, made as a copy of `template` unless it is there."""
        seen = sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(name)
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        async with await self._connect() as connection:
            if await (await connection.execute(seen)).fetchone() is None:
                await connection.execute(made)
        return self.url(name)

    async def drop_database(self, name: str) -> None:
        dropped = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        async with await self._connect() as connection:
            await connection.execute(dropped)

    def _order(self, run_as: RunAs) -> Order:
        settings = {**self._settings, "port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Order(
            name="postgres",
            command=[str(programs() / "postgres"), "-D", str(self.data), *options],
            log=self.log,
            folder=self.data,
            run_as=run_as,
            stop_by=signal.SIGINT,  # its "fast" stop: end sessions, then a clean end
            ending=signal.SIGINT,
        )

    async def _serve(self, child: Child) -> None:
        child.start()
        try:
            async with asyncio.timeout(START_LIMIT.total_seconds()):
                await self._until_it_answers(child)
        except TimeoutError:
            await child.stop()
            raise ServerFailed("PostgreSQL", self.log, last_lines(self.log)) from None

    async def _until_it_answers(self, child: Child) -> None:
        while not await self._answers():
            if not child.is_running:
                if STILL_THERE not in last_lines(self.log, 3):
                    raise ServerFailed("PostgreSQL", self.log, last_lines(self.log))
                child.start()
            await asyncio.sleep(0.05)

    async def _answers(self) -> bool:
        try:
            await (await self._connect()).close()
        except psycopg.OperationalError:
            return False
        return True

    async def _connect(self) -> psycopg.AsyncConnection:
        address = make_conninfo(
            host=HOST, port=self.port, user=ROLE, password=password_in(self.folder), dbname="postgres"
        )
        return await psycopg.AsyncConnection.connect(address, connect_timeout=5, autocommit=True)
