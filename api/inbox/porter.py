"""The porter: carries the events that wait to what acts on them, and keeps what became of each."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

import structlog

from api.errors import NotReachable
from api.inbox.known import BUILT
from api.inbox.outcome import Outcome
from storage import trying
from storage.database import Database
from storage.outbox import AWAY
from storage.trying import Due

_log = structlog.stdlib.get_logger(__name__)

Sleep = Callable[[timedelta], Awaitable[None]]


async def _sleep(pause: timedelta) -> None:
    await asyncio.sleep(pause.total_seconds())


class Terms(NamedTuple):
    """How a porter works: events claimed in one round, how many are acted on at once, how long it may hold them; how
    long it rests when nothing is due (`pause`), and at most while something is away or fails (`longest_pause`).
    """

    batch: int = 24
    at_once: int = 12
    lease: timedelta = timedelta(minutes=3)
    pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=1)
    sleep: Sleep = _sleep

    def wait(self, failures: int) -> timedelta:
        """How long to wait after so many failures (1 or more): twice as long each time, up to the longest."""
        return min(self.pause * (1 << min(failures - 1, 32)), self.longest_pause)


class Acts(Protocol):
    """What acts on events."""

    async def prepare(self) -> None:
        """Raises NotReachable while the engine is away."""

    async def act(self, due: Due) -> Outcome:
        """What became of it; raises NotReachable while the engine is away."""
        ...


class Porter:
    """Any number may work side by side: an event is leased, and whoever died loses the lease.

    An event whose porter died after it was acted on is acted on again; its commands have ids that happen once.
    """

    def __init__(self, database: Database, acting: Acts, clock: Callable[[], datetime], terms: Terms) -> None:
        self._database, self._acting, self._clock, self._terms = database, acting, clock, terms
        self._absences = 0
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Carry until told to stop: what is being acted on is finished, the rest is put back."""
        self._stop = stop
        while not stop.is_set():
            if pause := await self._round():
                await self._rest(pause, stop)

    async def carry_due(self) -> int:
        """One round: how many events were claimed. Raises NotReachable, or what AWAY lists."""
        now = self._clock()
        async with self._database.transaction() as connection:
            claimed = await trying.claim(
                connection, BUILT, now=now, until=now + self._terms.lease, limit=self._terms.batch
            )
        if claimed:
            await self._prepare(claimed)
            await self._carry(deque(claimed))
        return len(claimed)

    async def _round(self) -> timedelta:
        try:
            claimed = await self.carry_due()
        except (NotReachable, *AWAY) as absence:
            return self._patient(absence)
        if not claimed:
            return self._terms.pause
        if self._absences:
            _log.info("events_resumed", absences=self._absences)
        self._absences = 0
        return timedelta(0)

    def _patient(self, absence: Exception) -> timedelta:
        self._absences += 1
        if self._absences == 1:
            _log.warning("events_interrupted", absence=type(absence).__name__)
        return self._terms.wait(self._absences)

    async def _rest(self, pause: timedelta, stop: asyncio.Event) -> None:
        waits = [asyncio.ensure_future(self._terms.sleep(pause)), asyncio.ensure_future(stop.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _prepare(self, claimed: list[Due]) -> None:
        try:
            await self._acting.prepare()
        except NotReachable as absence:
            for due in claimed:
                await self._keep(due, Outcome("later", str(absence)), at_once=True)
            raise

    async def _carry(self, events: deque[Due]) -> None:
        hands = [self._work(events) for _ in range(min(self._terms.at_once, len(events)))]
        # A hand that fails must not cut short what the others are doing.
        faults = [fault for fault in await asyncio.gather(*hands, return_exceptions=True) if fault]
        for due in events:
            async with self._database.transaction() as connection:
                await trying.put_back(connection, due, self._clock())
        for fault in faults:
            raise fault

    async def _work(self, events: deque[Due]) -> None:
        while events and not self._stop.is_set():
            due = events.popleft()
            try:
                await self._keep(due, await self._outcome(due))
            except NotReachable as absence:
                await self._keep(due, Outcome("later", str(absence)), at_once=True)
                raise

    async def _outcome(self, due: Due) -> Outcome:
        try:
            return await self._acting.act(due)
        except (NotReachable, *AWAY):
            raise
        except Exception as error:  # noqa: BLE001 - one event that nobody foresaw must never stop all that follow
            _log.error("event_failed", number=due.number, type=due.type, error=type(error).__name__)
            return Outcome("later", f"Something unforeseen happened ({type(error).__name__}): report it.")

    async def _keep(self, due: Due, outcome: Outcome, *, at_once: bool = False) -> None:
        now, said, audit_id = self._clock(), outcome.sentence, outcome.audit_id
        wait = timedelta(0) if at_once else self._terms.wait(due.attempts)
        async with self._database.transaction() as connection:
            match outcome.state:
                case "done":
                    await trying.settle(connection, due, said, audit_id, now)
                case "refused":
                    await trying.refuse(connection, due, said, audit_id, now)
                case "later":
                    await trying.put_off(connection, due, said, audit_id, now + wait)
        _log.info("event_tried", number=due.number, type=due.type, state=outcome.state, request_id=due.request_id)
