"""A month as it was drawn, or as it would be now; how far its audits are, and what keeps it from going on."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from api.errors import BadInput, NotDrawn, NoWorker, Refused
from api.policies import Policies, UnknownFramework
from api.record import Record
from domain.framework import Framework
from domain.months import Month
from domain.programme import Draw, name_of
from storage import alarms, programme
from storage.programme_drawing import NotDrawable, Wish, rehearse, rules_of

Clock = Callable[[], datetime]
Progress = Callable[[str, int, int | None], None]
LOOK_AGAIN = timedelta(milliseconds=200)
UNHEARD_OF = timedelta(seconds=60)
"""How long nothing may happen before we say that no worker is there."""


class HowFar(NamedTuple):
    """How many audits a month has, how many of them the log holds, and why it does not go on, if it does not."""

    audits: int = 0
    recorded: int = 0
    stopped: str | None = None


class MonthShown(NamedTuple):
    """A draw, and what became of it; of one that is only rehearsed, nothing has."""

    draw: Draw
    is_rehearsal: bool
    far: HowFar = HowFar()


async def preview(record: Record, wish: Wish, seeds: Callable[[], str], now: datetime) -> MonthShown:
    """The month as kept, or as it would be drawn now; nothing is written. Raises Refused."""
    try:
        return MonthShown(await rehearse(record.database, wish, seeds, now), is_rehearsal=True)
    except NotDrawable as slip:
        raise not_drawable(slip) from None


async def kept(record: Record, month: Month) -> MonthShown:
    """A month as it was drawn, and how far it is; raises NotDrawn."""
    async with record.database.reading() as connection:
        drawn = await programme.drawn_month(connection, month)
        if drawn is None:
            raise NotDrawn(month, await alarms.open_about(connection, name_of(month)))
        draw = await programme.stored_draw(connection, drawn)
    return MonthShown(draw, is_rehearsal=False, far=await how_far(record, month))


async def how_far(record: Record, month: Month) -> HowFar:
    """How far it is."""
    async with record.database.reading() as connection:
        done = await programme.progress(connection, month)
        return HowFar(*done, await alarms.open_about(connection, name_of(month)))


async def until_recorded(look: Callable[[], Awaitable[HowFar]], progress: Progress, clock: Clock) -> HowFar:
    """Looks until the log holds every audit of a month; raises Refused if it stops, or NoWorker."""
    seen, since = await look(), clock()
    while seen.recorded < seen.audits:
        progress("Recording", seen.recorded, seen.audits)
        await asyncio.sleep(LOOK_AGAIN.total_seconds())
        before, seen = seen, await look()
        if seen.stopped:
            raise Refused("MonthStopped", seen.stopped)
        since = clock() if seen != before else since
        if clock() - since > UNHEARD_OF:
            raise NoWorker(seen.audits - seen.recorded)
    return seen


def framework_of(policies: Policies, name: str, place: str) -> Framework:
    """A council's rules with a programme in them; raises BadInput at a place."""
    try:
        framework = policies.framework(name)
        rules_of(framework)
    except (UnknownFramework, NotDrawable) as slip:
        raise BadInput(place, str(slip)) from None
    return framework


def not_drawable(slip: Exception) -> Refused:
    """What the doors say of a month that cannot be drawn."""
    return Refused("NotDrawable", str(slip))


def seeds_of(ids: Callable[[], str]) -> Callable[[], str]:
    """Seeds by chance, short enough to be typed."""
    return lambda: str(int(sha256(ids().encode()).hexdigest(), 16) % 10**9)
