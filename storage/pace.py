"""How much a channel is handed a minute, by all couriers together."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

MINUTE = timedelta(minutes=1)
KEPT_FOR_URGENT = 10
"""One in so many of a minute's permits is for urgent letters alone."""

_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('auditloop/pace/' || :channel, 0))")
_OVER = text("DELETE FROM permits WHERE channel = :channel AND until <= :now")
_USED = text("SELECT count(*) FROM permits WHERE channel = :channel AND until > :now")
_TAKE = text("INSERT INTO permits (channel, until) VALUES (:channel, :until) RETURNING permit")
_GIVE_BACK = text("DELETE FROM permits WHERE permit = :permit")
_USED_AT = text("UPDATE permits SET until = :until WHERE permit = :permit")


class Pace(NamedTuple):
    """At most so many (`most`) of a channel within any minute; None is as many as there are."""

    channel: str
    most: int | None = None

    def share(self, *, is_urgent: bool) -> int:
        """How many of a minute's permits may be used: urgent letters count too, and have the last few to themselves."""
        most = self.most or 0
        return most if is_urgent else most - most // KEPT_FOR_URGENT


class Room(NamedTuple):
    """How many parcels may be claimed, and whether urgent ones only."""

    parcels: int
    is_urgent_only: bool = False


async def room(connection: AsyncConnection, pace: Pace, *, now: datetime, limit: int) -> Room:
    """What may still be handed in within this minute, at most `limit`."""
    if pace.most is None:
        return Room(limit)
    used = await connection.scalar(_USED, {"channel": pace.channel, "now": now}) or 0
    for_all = pace.share(is_urgent=False) - used
    if for_all > 0:
        return Room(min(limit, for_all))
    return Room(max(0, min(limit, pace.most - used)), is_urgent_only=True)


async def take(
    connection: AsyncConnection, pace: Pace, *, is_urgent: bool, now: datetime, until: datetime
) -> int | None:
    """A permit for one parcel, used until `until` if nothing more is heard; None if this minute has had its share."""
    given = {"channel": pace.channel, "now": now}
    await connection.execute(_ALONE, {"channel": pace.channel})
    await connection.execute(_OVER, given)
    if (await connection.scalar(_USED, given) or 0) >= pace.share(is_urgent=is_urgent):
        return None
    permit: int | None = await connection.scalar(_TAKE, {"channel": pace.channel, "until": until})
    return permit


async def used(connection: AsyncConnection, permit: int, at: datetime) -> None:
    """The parcel was handed in at that moment: a minute later another may be."""
    await connection.execute(_USED_AT, {"permit": permit, "until": at + MINUTE})


async def give_back(connection: AsyncConnection, permit: int) -> None:
    """Nothing was handed in: another parcel may be at once."""
    await connection.execute(_GIVE_BACK, {"permit": permit})
