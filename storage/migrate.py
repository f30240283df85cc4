"""Brings a database up to the tables of this version: `python -m storage.migrate URL`, or `-` to read the URL."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from storage.database import AddressUnreadable, Database

STEPS = Path(__file__).parent / "migrations"
LOCK = 0x61756469746C6F6F  # any number that nothing else in the database locks
LONGEST = timedelta(hours=1)  # a step over years of events, or the wait for somebody else who takes it


async def upgrade(url: str) -> None:
    """Takes every step that is missing, all or none; several at once wait for each other. Raises AddressUnreadable."""
    database = Database(url, size=1, overflow=0, statement_limit=LONGEST)
    try:
        async with database.transaction() as connection:
            await connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            await connection.run_sync(_upgrade)
    finally:
        await database.dispose()


def _upgrade(connection: Connection) -> None:
    command.upgrade(steps(connection), "head")


def steps(connection: Connection) -> Config:
    """What Alembic must know to work on this connection."""
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def main(arguments: list[str]) -> None:
    """Passwords do not belong in process lists: with `-` the address is read from standard input."""
    if len(arguments) != 1:
        sys.exit("Say which database: python -m storage.migrate URL, or - to give the URL on standard input.")
    try:
        asyncio.run(upgrade(sys.stdin.readline().strip() if arguments[0] == "-" else arguments[0]))
    except AddressUnreadable as unreadable:
        sys.exit(str(unreadable))


if __name__ == "__main__":
    main(sys.argv[1:])
