"""The last look at a parcel before it is handed in: may it still leave, and has the channel room for it this minute?"""

from datetime import datetime, timedelta
from typing import NamedTuple

from activities.ledger import Ledger
from storage import pace
from storage.parcel import Parcel
from storage.withholding import has_moved_on


class Pass(NamedTuple):
    """It may leave; `permit` is its share of the minute, where there is a cap."""

    permit: int | None = None


class Gate:
    """Of one channel; `limit` is the longest that handing in may take."""

    def __init__(self, ledger: Ledger, channel: pace.Pace, limit: timedelta) -> None:
        self._ledger, self._pace, self._limit = ledger, channel, limit

    async def open(self, parcel: Parcel, now: datetime) -> Pass | None:
        """None if it goes back: something happened in its audits, or this minute has had its share."""
        async with self._ledger.transaction() as connection:
            if await has_moved_on(connection, parcel):
                return None
            if self._pace.most is None:
                return Pass()
            until = now + self._limit + pace.MINUTE
            permit = await pace.take(connection, self._pace, is_urgent=parcel.is_urgent, now=now, until=until)
            return Pass(permit) if permit else None

    async def shut(self, leave: Pass) -> None:
        """Nothing could be handed in: its share of the minute is another's. Raises DatabaseAway."""
        if leave.permit:
            async with self._ledger.transaction() as connection:
                await pace.give_back(connection, leave.permit)
