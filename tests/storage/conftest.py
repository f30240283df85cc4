"""A migrated database for each test of the tables."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database


@pytest.fixture
async def database(migrated_database_url: str) -> AsyncIterator[Database]:
    """Every table in place and no rows."""
    database = Database(migrated_database_url, size=4, overflow=0)
    yield database
    await database.dispose()
