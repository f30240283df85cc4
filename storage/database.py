"""One way into PostgreSQL: connections are kept and shared, and every piece of work is one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

DRIVER = "postgresql+psycopg"
PLAIN = ("postgres", "postgresql", DRIVER)


class AddressUnreadable(ValueError):
    """The database's address is none of PostgreSQL; it is not repeated, for it may hold a password."""

    def __init__(self) -> None:
        super().__init__("The database address is not understood: write it as postgresql, colon, //user@host/database.")


class Database:
    """A pool of at most `size` + `overflow` connections; made without connecting, closed with `dispose`.

    A statement that runs longer than `statement_limit`, and a connection that takes longer than `connect_limit`
    (whole seconds), fail. Raises AddressUnreadable.
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
        options = f"-c statement_timeout={statement_limit // timedelta(milliseconds=1)} -c timezone=UTC"
        self._engine = create_async_engine(
            address(url),
            pool_size=size,
            max_overflow=overflow,
            pool_timeout=connect_limit.total_seconds(),
            pool_pre_ping=False,  # a lost connection fails one try, which is tried again; a ping costs a round trip
            connect_args={"options": options, "connect_timeout": int(connect_limit.total_seconds())},
            hide_parameters=True,
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose work is committed at the end, or rolled back if anything was raised."""
        async with self._engine.begin() as connection:
            yield connection

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
