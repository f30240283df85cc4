"""One way into PostgreSQL: connections are kept and shared, and every piece of work is one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import cast

import psycopg
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

DRIVER = "postgresql+psycopg"
PLAIN = ("postgres", "postgresql", DRIVER)
UNPLUGGED = {"tcp_user_timeout": 20_000, "keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 3}
"""A server that vanished is noticed within a minute (milliseconds and seconds, as PostgreSQL's library counts them);
left alone, a connection would wait for its answer a quarter of an hour or more."""


SHORT_WORK = "-c max_parallel_workers_per_gather=0 -c jit=off"
"""Our statements take milliseconds: helpers and compilers for them take longer, and the cores of everybody else."""


class AddressUnreadable(ValueError):
    """The database's address is none of PostgreSQL; it is not repeated, for it may hold a password."""

    def __init__(self) -> None:
        super().__init__("The database address is not understood: write it as postgresql, colon, //user@host/database.")


class Database:
    """A pool of at most `size` + `overflow` connections; made without connecting, closed with `dispose`.

    A statement that runs longer than `statement_limit`, and a connection that takes longer than `connect_limit`
    (whole seconds), fail. A transaction that rests twice as long is ended by the server: its program has vanished,
    and what it locked must not wait for it. Raises AddressUnreadable.
    """

    def __init__(
        self,
        url: str,
        *,
        size: int = 10,
        overflow: int = 5,
        statement_limit: timedelta = timedelta(seconds=30),
        connect_limit: timedelta = timedelta(seconds=5),
    ) -> None:
        limits = {"statement_timeout": statement_limit, "idle_in_transaction_session_timeout": 2 * statement_limit}
        options = " ".join(f"-c {name}={limit // timedelta(milliseconds=1)}" for name, limit in limits.items())
        self._engine = create_async_engine(
            address(url),
            pool_size=size,
            max_overflow=overflow,
            pool_timeout=connect_limit.total_seconds(),
            pool_pre_ping=False,  # a lost connection fails one try, which is tried again; a ping costs a round trip
            connect_args={
                "options": f"{options} -c timezone=UTC {SHORT_WORK}",
                "connect_timeout": int(connect_limit.total_seconds()),
                **UNPLUGGED,
            },
            hide_parameters=True,
        )
        self._for_reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose work is committed at the end, or rolled back if anything was raised."""
        async with self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose every statement is a transaction by itself: two round trips less than `transaction`.

        For reads, which see no more of one moment in a transaction of ours, and for a note of them.
        """
        async with self._for_reading.connect() as connection:
            yield connection

    @asynccontextmanager
    async def statements(self) -> AsyncIterator[psycopg.AsyncConnection]:
        """The driver's own connection, where each statement is a transaction by itself: one round trip, not three.

        For what must be quick. If anything is raised the connection is thrown away; raises DBAPIError like the rest.
        """
        async with self._engine.connect() as connection:
            driver = cast(psycopg.AsyncConnection, (await connection.get_raw_connection()).driver_connection)
            try:
                await driver.set_autocommit(True)
                yield driver
                await driver.set_autocommit(False)
            except BaseException as error:
                is_lost = driver.closed
                await connection.invalidate()
                if is_lost:  # the server went away: the others are as dead as this one
                    await self._engine.dispose()
                if isinstance(error, psycopg.Error):
                    raise DBAPIError(None, None, error, hide_parameters=True) from error
                raise

    async def check(self) -> None:
        """Raises what a transaction does when the database is away."""
        async with self.transaction() as connection:
            await connection.execute(text("select 1"))

    async def dispose(self) -> None:
        """Closes every connection."""
        await self._engine.dispose()


def address(url: str) -> URL:
    """The address with our driver in it. Raises AddressUnreadable."""
    try:
        read = make_url(url)
    except (ArgumentError, ValueError):
        raise AddressUnreadable from None
    if read.drivername not in PLAIN:
        raise AddressUnreadable
    return read.set(drivername=DRIVER)
