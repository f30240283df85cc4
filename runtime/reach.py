"""Whether the servers that the environment names are there, and the folders usable, before anything starts."""

import asyncio
import os
from datetime import timedelta
from urllib.parse import urlsplit

from runtime.errors import DataUnwritable, NothingAnswers, PoliciesMissing
from runtime.settings import Given
from runtime.temporal import connect_to

PATIENCE = timedelta(seconds=5)
POSTGRES_PORT = 5432


async def check(given: Given) -> None:
    """Raises DataUnwritable, PoliciesMissing, NothingAnswers, TemporalUnreachable or TemporalTurnsUsAway."""
    check_folders(given)
    if given.database_url:
        parts = urlsplit(given.database_url)
        if parts.hostname:
            await _knock("DATABASE_URL", parts.hostname, parts.port or POSTGRES_PORT)
    if given.temporal_address:
        parts = urlsplit(f"//{given.temporal_address}")
        await _knock("TEMPORAL_ADDRESS", parts.hostname or "", parts.port or 0)
        await connect_to(given.temporal_address, given.temporal_namespace, given.temporal_access, patience=PATIENCE)


def check_folders(given: Given) -> None:
    """Raises DataUnwritable or PoliciesMissing."""
    if not given.policies.is_dir():
        raise PoliciesMissing(given.policies)
    try:
        given.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataUnwritable(given.data, error.strerror or "unknown reason") from None
    if not os.access(given.data, os.W_OK | os.X_OK):
        raise DataUnwritable(given.data, "permission denied")


async def _knock(setting: str, host: str, port: int) -> None:
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            _, writer = await asyncio.open_connection(host, port)
    except OSError:  # also when the time is up
        raise NothingAnswers(setting, host, port) from None
    writer.close()
