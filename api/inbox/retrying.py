"""Operators have refused events tried again: each with its reason, and each noted."""

from collections.abc import Sequence
from datetime import datetime

from api.operating import EVERY, Why, noted
from storage import inbox
from storage.database import Database

VERB = "retry event"


async def retry(database: Database, numbers: Sequence[int] | None, why: Why, now: datetime) -> int:
    """Refused events, all of them or those of these numbers, wait again; how many do."""
    async with database.transaction() as connection:
        if numbers is None:
            retried = await inbox.retry(connection, None, now)
            await noted(connection, VERB, EVERY, why, (now, {"retried": retried}))
            return retried
        total = 0
        for number in dict.fromkeys(numbers):
            retried = await inbox.retry(connection, number, now)
            await noted(connection, VERB, f"event/{number}", why, (now, {"retried": retried}))
            total += retried
        return total
