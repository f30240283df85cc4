"""PostgreSQL on this machine, run from the programs in its wheel, on a data folder of its own."""

import asyncio
import signal
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from typing_extensions import override

from runtime.children import Order, last_lines
from runtime.damage import check_postgres
from runtime.leftovers import end_leftovers
from runtime.ports import HOST
from runtime.postgres_data import ROLE, disown_stale_pid, make_data, password_in, programs
from runtime.server import Server
from runtime.unprivileged import SAME_USER, unprivileged

PREFERRED_PORT = 5433
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


class PostgresServer(Server):
    """PostgreSQL's own data lies in `folder`/data; `settings` (its own names) go over the defaults."""

    name = "PostgreSQL"

    def __init__(
        self,
        folder: Path,
        *,
        log: Path | None = None,
        port: int = PREFERRED_PORT,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(folder, log=log, port=port)
        self.data = self.folder / "data"
        self._settings = {**SETTINGS, **(settings or {})}
        self._run_as = SAME_USER

    def url(self, database: str = ROLE) -> str:
        """The SQLAlchemy address of `database`, password included."""
        return f"postgresql+psycopg://{ROLE}:{password_in(self.folder)}@{HOST}:{self.port}/{database}"

    async def create_database(self, name: str, *, template: str = "template1") -> str:
        """The address of the database `name`, made as a copy of `template` unless it is there."""
        seen = sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(name)
        # Copying files takes half the time of writing each block into the write-ahead log.
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(template)
        )
        async with await self._connect() as connection:
            if await (await connection.execute(seen)).fetchone() is None:
                await connection.execute(made)
        return self.url(name)

    async def drop_database(self, name: str) -> None:
        dropped = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        async with await self._connect() as connection:
            await connection.execute(dropped)

    @override
    async def _prepare(self) -> None:
        """May raise NoUnprivilegedUser or DataDamaged."""
        check_postgres(self.folder, self.log)
        self._run_as = unprivileged(self.data, [programs(), programs() / "postgres"])
        await end_leftovers("postgres", self.data)
        if not self.data.exists():
            await make_data(self.folder, self.log, self._run_as)

    @override
    def _order(self) -> Order:
        disown_stale_pid(self.data)
        settings = {**self._settings, "port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Order(
            name="postgres",
            command=[str(programs() / "postgres"), "-D", str(self.data), *options],
            log=self.log,
            folder=self.data,
            run_as=self._run_as,
            stop_by=signal.SIGINT,  # its "fast" stop: end sessions, then a clean end
            ending=signal.SIGINT,
        )

    @override
    async def _finish(self) -> None:
        while not await self._answers():  # noqa: ASYNC110 (nothing tells when it has recovered)
            await asyncio.sleep(0.05)
        await self.create_database(ROLE)

    @override
    def _may_try_again(self) -> bool:
        return STILL_THERE in last_lines(self.log, 3) or super()._may_try_again()

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
