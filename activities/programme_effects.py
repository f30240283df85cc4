"""The programme's effects as they are in the world: the draw in PostgreSQL, and each audit begun through the sender."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError
from typing_extensions import override

from activities.interface import Batch, Begun, MonthDrawn, MonthStopped, MonthWanted, ProgrammeEffects
from activities.refusals import told_apart
from domain.errors import Refusal
from domain.framework import Framework
from domain.programme import DrawnCase, name_of
from storage import alarms, frameworks, programme
from storage.alarms import OpenAlarm
from storage.database import Database
from storage.programme import DrawnMonth
from storage.programme_drawing import NotDrawable, Wish, draw_once

_log = structlog.stdlib.get_logger(__name__)
Planner = Callable[[DrawnMonth, DrawnCase], Awaitable[None]]
"""Begins the audit of a case that was drawn, unless it is there; raises Refusal if it cannot begin as it was drawn."""
WHAT = "programme"
"""The kind of its alarms."""
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
            async with self._database.reading() as connection:
                progress = await programme.progress(connection, wanted.month)
        return MonthDrawn(month=wanted.month, digest=drawn.digest, audits=progress.drawn)

    @override
    @activity.defn
    async def plan(self, batch: Batch) -> Begun:
        with told_apart():
            async with self._database.reading() as connection:
                drawn = await programme.drawn_month(connection, batch.month)
            if drawn is None:
                raise ApplicationError("The month is not drawn.", type="NotDrawn", non_retryable=True)
            cases = await programme.chosen(self._database, batch.month, after=batch.after, most=batch.most)
            refused = await self._begin(drawn, cases)
        return Begun(audits=len(cases), refused=tuple(refused))

    @override
    @activity.defn
    async def sound(self, stopped: MonthStopped) -> None:
        _log.error("programme_stopped", month=stopped.month)
        about = name_of(stopped.month)
        alarm = OpenAlarm(alarm_id=about, audit_id=about, seq=0, what=WHAT, detail=stopped.detail, at=stopped.at)
        async with self._database.transaction() as connection:
            await alarms.raise_anew(connection, alarm)

    @override
    @activity.defn
    async def silence(self, done: MonthDrawn) -> None:
        async with self._database.transaction() as connection:
            await alarms.clear(connection, name_of(done.month), at=self._clock())

    async def _begin(self, drawn: DrawnMonth, cases: Iterable[DrawnCase]) -> list[str]:
        """Why some of them cannot begin. Any other failure is raised once all were tried: those begun stay begun."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(case: DrawnCase) -> str | None:
            async with gate:
                try:
                    await self._planner(drawn, case)
                except Refusal as refusal:
                    return f"{case.audit_id}: {refusal}"
                return None

        ended = await asyncio.gather(*map(one, cases), return_exceptions=True)
        for failure in ended:
            if isinstance(failure, BaseException):
                raise failure
        return [str(why) for why in ended if why]

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
