"""Events for tests of the inbox."""

import json
from datetime import timedelta
from typing import Any

from storage import inbox, trying
from storage.database import Database
from storage.inbox import Incoming, Kept, Taken
from storage.trying import Due
from tests.builders import MONDAY

COUNTS = "auditloop.measurement.v1"
TYPES = (COUNTS,)
MINUTE = timedelta(minutes=1)


def incoming(event_id: str = "e-1", **changes: Any) -> Incoming:
    """A measurement as the door hands it on."""
    body = {"id": event_id, "source": "performance", "type": COUNTS, "data": {"note": "Words of a child."}}
    given = Incoming(
        "performance", event_id, COUNTS, None, MONDAY, json.dumps(body), f"digest of {event_id}", (), (), "waiting"
    )
    return given._replace(**changes)


async def taken(database: Database, *events: Incoming) -> list[Taken]:
    async with database.transaction() as connection:
        return await inbox.take_in(connection, events, "case-system", MONDAY, "r-1")


async def claimed(
    database: Database, *, after: timedelta = MINUTE, limit: int = 50, types: tuple[str, ...] = TYPES
) -> list[Due]:
    """Claimed for a minute, so long after the events came."""
    now = MONDAY + after
    async with database.transaction() as connection:
        return await trying.claim(connection, types, now=now, until=now + MINUTE, limit=limit)


async def listed(database: Database, state: str | None = None, type_: str | None = None, **part: Any) -> list[Kept]:
    async with database.transaction() as connection:
        return await inbox.page(connection, state=state, type_=type_, **{"before": None, "limit": 50, **part})
