"""One performance of the demo: rounds of the driver, the board beside them, and what there was to see."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.audit import AuditStatus
from samples.board import Board
from samples.driver import Driver, Round
from samples.figures import Figures, figures
from samples.stage import Sight


class Pace(NamedTuple):
    """How long between two rounds, and how long the whole may take."""

    pause: timedelta = timedelta(seconds=1)
    limit: timedelta = timedelta(minutes=5)


class Played(NamedTuple):
    """What there was to see. `first` are the seconds until something was first seen so."""

    last: Figures
    first: dict[str, float]
    given: int
    open: tuple[str, ...]
    is_over: bool

    @property
    def summary(self) -> dict[str, object]:
        """All of it for a program."""
        return {
            "is_over": self.is_over,
            "seconds": round(self.last.elapsed.total_seconds(), 1),
            "audits": self.last.audits,
            "by_status": self.last.by_status,
            "actions_overdue": self.last.overdue,
            "level": self.last.level,
            "notices_sent": self.last.notices,
            "commands_given": self.given,
            "first_escalated": self.first.get("escalated"),
            "first_closed": self.first.get("closed"),
            "open": list(self.open),
        }


class Performance:
    """Plays until the script is played out, or its time is up."""

    def __init__(self, driver: Driver, board: Board, clock: Callable[[], datetime], pace: Pace) -> None:
        self._driver, self._board, self._clock, self._pace = driver, board, clock, pace
        self._began = clock()
        self._first: dict[str, float] = {}
        self._given = 0
        self._is_done = asyncio.Event()

    async def play(self) -> Played:
        """Everything from the first look to the last round."""
        with self._board:
            watching = asyncio.create_task(self._watch())
            try:
                last = await self._rounds()
            finally:
                self._is_done.set()
                await watching
            seen = await self._look()
        return Played(self._figures(seen), self._first, self._given, _still_open(seen), last.is_over)

    async def _rounds(self) -> Round:
        while True:
            done = await self._driver.round()
            self._given += done.given
            if done.is_over or self._clock() - self._began >= self._pace.limit:
                return done
            await asyncio.sleep(self._pace.pause.total_seconds())

    async def _watch(self) -> None:
        """Beside the rounds: one that starts forty audits takes a while, and there is something to see meanwhile."""
        while not self._is_done.is_set():
            await self._look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_done.wait(), self._pace.pause.total_seconds())

    async def _look(self) -> Sight:
        seen = await self._driver.look()
        now = self._figures(seen)
        for what, is_so in (("escalated", now.level > 0), ("closed", bool(now.by_status[AuditStatus.CLOSED]))):
            if is_so:
                self._first.setdefault(what, round(now.elapsed.total_seconds(), 1))
        self._board.show(now, seen.happenings)
        return seen

    def _figures(self, seen: Sight) -> Figures:
        return figures(seen, self._clock(), self._began)


def _still_open(seen: Sight) -> tuple[str, ...]:
    return tuple(sorted(audit_id for audit_id, audit in seen.audits.items() if not audit.is_over))
