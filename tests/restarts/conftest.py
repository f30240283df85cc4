"""The mail server that the processes of these tests write to."""

from collections.abc import AsyncIterator

import pytest

from tests.activities.post_office import PostOffice, SortingOffice, open_office


@pytest.fixture
async def mail() -> AsyncIterator[tuple[SortingOffice, PostOffice]]:
    """What it has taken, and where it listens."""
    async with open_office() as both:
        yield both
