"""The webhook courier: makes deliveries of what was recorded, hands each in, and keeps what became of it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.channels.keys import SecretOf, keys_of
from activities.channels.posting import Poster
from activities.channels.refusals import Gone, NotReadable, NotTaken
from activities.channels.signing import headers
from activities.channels.told import STRUCTURED, written
from activities.patience import Patience
from activities.undelivered import DatabaseAway, LeaseTooShort
from storage import alarms, deliveries, webhooks
from storage.alarms import OpenAlarm
from storage.database import Database
from storage.deliveries import Became, Delivery
from storage.errors import StorageError
from storage.outbox import AWAY

_log = structlog.stdlib.get_logger(__name__)

LONGEST_WAIT = timedelta(hours=6)
ENDED = "The webhook was ended because its address is gone (410): put it right, add the webhook again, then resend."


async def _sleep(pause: timedelta) -> None:
    await asyncio.sleep(pause.total_seconds())


class WebhookTerms(NamedTuple):
    """Deliveries claimed at a time for one webhook, posted at once to it, how long one may be held, how long to rest
    when nothing is due (`pause`) and at most while the database is away, and how often one is tried.
    """

    batch: int = 20
    lines: int = 4
    lease: timedelta = timedelta(minutes=2)
    pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=1)
    patience: Patience = Patience(most=LONGEST_WAIT, attempts=14)
    sleep: Callable[[timedelta], Awaitable[None]] = _sleep

    @classmethod
    def of(cls, poster: Poster, *, pause: timedelta, attempts: int) -> "WebhookTerms":
        """With a lease that this poster can keep."""
        patience = Patience(most=LONGEST_WAIT, attempts=attempts)
        return cls(lease=timedelta(minutes=1) + 10 * poster.limit, pause=pause, patience=patience)


class WebhookCourier:
    """Tells other systems; any number may work side by side, each under a `name` of its own.

    A webhook that hangs keeps none of the others waiting: each has a task of its own while something is due.
    """

    def __init__(  # noqa: PLR0913 - what it works with, and beyond four by name only
        self,
        database: Database,
        poster: Poster,
        clock: Callable[[], datetime],
        name: str,
        *,
        secret_of: SecretOf,
        source: str,
        terms: WebhookTerms = WebhookTerms(),  # noqa: B008 - it is frozen
    ) -> None:
        """Raises LeaseTooShort when a lease would end before the poster's limit of time."""
        if terms.lease <= poster.limit:
            raise LeaseTooShort(terms.lease, poster.limit)
        self._database, self._poster, self._clock, self._name = database, poster, clock, name
        self._secret_of, self._source, self._terms = secret_of, source, terms
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Tell until told to stop; what is being posted then is finished first."""
        self._stop, absences = stop, 0
        while not stop.is_set():
            try:
                await self._begin_due()
                absences = 0
            except DatabaseAway as absence:
                absences += 1
                if absences == 1:
                    _log.warning("webhooks_interrupted", courier=self._name, absence=str(absence))
            pause = Patience(first=self._terms.pause, most=self._terms.longest_pause).wait(max(absences, 1))
            await self._rest(pause, stop)
        await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def deliver_due(self) -> None:
        """One round, waited for: what is due now has been tried once. Raises DatabaseAway."""
        await self._begin_due()
        await asyncio.gather(*self._busy.values())
        self._busy.clear()

    async def _begin_due(self) -> None:
        for task in [self._busy.pop(name) for name in [*self._busy] if self._busy[name].done()]:
            if not task.cancelled() and isinstance(fault := task.exception(), Exception):
                raise fault
        await self._fan_out()
        async with self._transaction() as connection:
            due = await deliveries.due(connection, self._clock())
        for name in due:
            if name not in self._busy:
                self._busy[name] = asyncio.create_task(self._deliver(name))

    async def _fan_out(self) -> None:
        async with self._transaction() as connection:
            names = await deliveries.live(connection)
        for name in names:
            looked_at = 1
            while looked_at:
                async with self._transaction() as connection:
                    looked_at = await deliveries.fan_out(connection, name, now=self._clock())

    async def _deliver(self, name: str) -> None:
        found = True
        while found and not self._stop.is_set():
            now = self._clock()
            until, limit = now + self._terms.lease, self._terms.batch
            async with self._transaction() as connection:
                waiting = deque(await deliveries.claim(connection, name, self._name, (now, until), limit=limit))
            found = bool(waiting)
            await asyncio.gather(*(self._work(waiting) for _ in range(min(self._terms.lines, len(waiting)))))

    async def _work(self, waiting: deque[Delivery]) -> None:
        while waiting and not self._stop.is_set():
            delivery = waiting.popleft()
            if delivery.leased_until - self._clock() >= self._poster.limit:
                await self._one(delivery)

    async def _one(self, delivery: Delivery) -> None:
        if delivery.is_restricted:
            await self._settle(delivery, Became("withheld", self._clock()))
            return
        try:
            await self._post(delivery)
        except NotTaken as fault:
            await self._failed(delivery, fault)
        else:
            await self._settle(delivery, Became("sent", self._clock()))
            _log.info("delivery_sent", webhook=delivery.webhook, audit_id=delivery.audit_id, seq=delivery.seq)

    async def _post(self, delivery: Delivery) -> None:
        now = self._clock()
        try:
            id_, body = written(delivery, self._source, now)
        except StorageError:
            raise NotReadable from None
        signed = headers(id_, now, body, keys_of(delivery.secret, self._secret_of))
        await self._poster.post(delivery.url, {**signed, "content-type": STRUCTURED}, body)

    async def _failed(self, delivery: Delivery, fault: NotTaken) -> None:
        now, failures = self._clock(), delivery.attempts + 1
        if delivery.is_test:
            await self._settle(delivery, Became("untaken", now, str(fault)))
            return
        is_gone = isinstance(fault, Gone)
        again_at = None if is_gone else self._terms.patience.again_at(failures, now)
        said = "delivery_put_off" if again_at else "delivery_given_up"
        facts = {"audit_id": delivery.audit_id, "seq": delivery.seq, "failures": failures, "code": fault.code}
        _log.warning(said, webhook=delivery.webhook, **facts, why=type(fault).__name__)
        async with self._transaction() as connection:
            await deliveries.failed(connection, delivery, self._name, reason=str(fault), again_at=again_at)
            if is_gone and await webhooks.end(connection, delivery.webhook, ENDED, now):
                await alarms.raise_anew(connection, _alarm(delivery.webhook, now))

    async def _settle(self, delivery: Delivery, became: Became) -> None:
        async with self._transaction() as connection:
            await deliveries.settled(connection, delivery, self._name, became)

    async def _rest(self, pause: timedelta, stop: asyncio.Event) -> None:
        waits = [asyncio.ensure_future(self._terms.sleep(pause)), asyncio.ensure_future(stop.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._database.transaction() as connection:
                yield connection
        except AWAY as absence:
            raise DatabaseAway(absence) from absence


def _alarm(name: str, now: datetime) -> OpenAlarm:
    return OpenAlarm(f"webhook/{name}", f"webhook/{name}", 0, "webhook", ENDED, now)
