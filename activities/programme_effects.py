"""The programme's effects as they are in the world: the draw in PostgreSQL, and each audit begun through the sender."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from temporalio import activity
from temporalio.exceptions import ApplicationError
from typing_extensions import override

from activities.interface import Batch, MonthDrawn, MonthWanted, ProgrammeEffects
from activities.refusals import told_apart
from domain.framework import Framework
from domain.programme import DrawnCase
from storage import frameworks, programme
from storage.database import Database
from storage.programme import DrawnMonth
from storage.programme_drawing import NotDrawable, Wish, draw_once

Planner = Callable[[DrawnMonth, DrawnCase], Awaitable[None]]
"""Begins the audit of a case that was drawn, unless it is there."""
AT_ONCE = 10


class ProgrammeRoom(ProgrammeEffects):
    """Needs a migrated database, a clock, seeds by chance, and the way in which audits are begun."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], seeds: Callable[[], str], planner: Planner
    ) -> None:
        self._database, self._clock, self._seeds, self._planner = database, clock, seeds, planner

    @override
    @activity.defn
    async def draw(self, wanted: MonthWanted) -> MonthDrawn:
        with _refusals(), told_apart():
            wish = Wish(wanted.month, await self._framework(wanted), wanted.by, wanted.seed)
            drawn = await draw_once(self._database, wish, self._seeds, self._clock())
            progress = await programme.progress(self._database, wanted.month)
        return MonthDrawn(month=wanted.month, digest=drawn.digest, audits=progress.drawn)

    @override
    @activity.defn
    async def plan(self, batch: Batch) -> int:
        async with self._database.reading() as connection:
            drawn = await programme.drawn_month(connection, batch.month)
        if drawn is None:
            raise ApplicationError("The month is not drawn.", type="NotDrawn", non_retryable=True)
        cases = await programme.chosen(self._database, batch.month, after=batch.after, most=batch.most)
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(case: DrawnCase) -> None:
            async with gate:
                await self._planner(drawn, case)

        with told_apart():
            ended = await asyncio.gather(*map(one, cases), return_exceptions=True)
            for failure in ended:
                if failure:
                    raise failure  # the others are begun; whoever tries again finds them there
        return len(cases)

    async def _framework(self, wanted: MonthWanted) -> Framework:
        kept = [wanted.version] if wanted.version else await frameworks.versions(self._database, wanted.framework)
        found = await frameworks.get(self._database, wanted.framework, kept[-1]) if kept else None
        if found is None:
            raise NotDrawable(f"No version of {wanted.framework} is kept: set the schedule again, or plan by hand.")
        return found


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except NotDrawable as refused:
        raise ApplicationError(str(refused), type="NotDrawable", non_retryable=True) from None
