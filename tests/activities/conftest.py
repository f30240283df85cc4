"""A migrated database and a mail server for each test of the effects."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from storage.database import Database
from tests.activities.post_office import PostOffice, SortingOffice, open_office
from tests.activities.receiver import Receiver, open_receiver
from tests.activities.wound_clock import WoundClock


@pytest.fixture
async def database(migrated_database_url: str) -> AsyncIterator[Database]:
    """Every table in place and no rows."""
    database = Database(migrated_database_url)
    yield database
    await database.dispose()


@pytest.fixture
async def _open_office() -> AsyncIterator[tuple[SortingOffice, PostOffice]]:
    async with open_office() as both:
        yield both


@pytest.fixture
def office(_open_office: tuple[SortingOffice, PostOffice]) -> SortingOffice:
    """A mail server that takes everything until it is told otherwise."""
    return _open_office[0]


@pytest.fixture
def where(_open_office: tuple[SortingOffice, PostOffice]) -> PostOffice:
    """Where that server listens."""
    return _open_office[1]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Another system, which takes everything until it is told otherwise."""
    async with open_receiver() as receiver:
        yield receiver


@pytest.fixture
def ticking() -> WoundClock:
    """It stands at the time of the test: whoever checks a signature goes by the true time."""
    return WoundClock(datetime.now(UTC))
