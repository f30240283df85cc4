"""The webhook courier: makes deliveries of what was recorded, hands each in, and keeps what became of it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from activities.channels.keys import SecretOf, keys_of
from activities.channels.outcomes import Failed, Outcomes
from activities.channels.posting import Poster
from activities.channels.refusals import Gone, NotReadable, NotTaken
from activities.channels.signing import headers
from activities.channels.told import STRUCTURED, written
from activities.patience import Patience
from activities.resting import Sleep, rest, sleep
from activities.undelivered import DatabaseAway, LeaseTooShort
from storage import deliveries
from storage.database import Database
from storage.deliveries import Became, Delivery
from storage.errors import StorageError

_log = structlog.stdlib.get_logger(__name__)

LONGEST_WAIT = timedelta(hours=6)


class WebhookTerms(NamedTuple):
    """Entries of the log looked at (`page`) and deliveries claimed at a time for one webhook, posted at once to it, how
    long one may be held, how long to rest when nothing is due (`pause`) and at most while the database is away, and how
    often one is tried.
    """

    page: int = 200
    batch: int = 20
    lines: int = 4
    lease: timedelta = timedelta(minutes=2)
    pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=1)
    patience: Patience = Patience(most=LONGEST_WAIT, attempts=14)
    sleep: Sleep = sleep

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
        self._poster, self._clock, self._name = poster, clock, name
        self._outcomes = Outcomes(database, name)
        self._secret_of, self._source, self._terms = secret_of, source, terms
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Tell until told to stop; what is being posted then is finished first."""
        self._stop, absences = stop, 0
        while not stop.is_set():
            try:
                is_behind, absences = await self._begin_due(), 0
                if is_behind:
                    continue
            except DatabaseAway as absence:
                absences += 1
                if absences == 1:
                    _log.warning("webhooks_interrupted", courier=self._name, absence=str(absence))
            pause = Patience(first=self._terms.pause, most=self._terms.longest_pause).wait(max(absences, 1))
            await rest(pause, self._terms.sleep, stop)
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
        with suppress(DatabaseAway):
            await self._outcomes.keep_all()

    async def deliver_due(self) -> None:
        """One round, waited for: what is due now, of a page of the log, has been tried once. Raises DatabaseAway."""
        await self._begin_due()
        busy = [*self._busy.values()]
        self._busy.clear()
        await _all(busy)

    async def _begin_due(self) -> bool:
        """Has any webhook more to catch up with?"""
        for task in [self._busy.pop(name) for name in [*self._busy] if self._busy[name].done()]:
            if not task.cancelled() and isinstance(fault := task.exception(), Exception):
                raise fault
        await self._outcomes.keep_all()
        is_behind = await self._fan_out()
        async with self._outcomes.transaction() as connection:
            due = await deliveries.due(connection, self._clock())
        for name in due:
            if name not in self._busy:
                self._busy[name] = asyncio.create_task(self._deliver(name))
        return is_behind

    async def _fan_out(self) -> bool:
        """A page for each webhook, so that one with much to catch up with keeps none of the others waiting."""
        async with self._outcomes.transaction() as connection:
            names = await deliveries.live(connection)
        is_behind = False
        for name in names:
            async with self._outcomes.transaction() as connection:
                looked_at = await deliveries.fan_out(connection, name, now=self._clock(), limit=self._terms.page)
            is_behind |= looked_at == self._terms.page
        return is_behind

    async def _deliver(self, name: str) -> None:
        found = True
        while found and not self._stop.is_set():
            now = self._clock()
            until, limit = now + self._terms.lease, self._terms.batch
            async with self._outcomes.transaction() as connection:
                waiting = deque(await deliveries.claim(connection, name, self._name, (now, until), limit=limit))
            found = bool(waiting)
            await _all(self._work(waiting) for _ in range(min(self._terms.lines, len(waiting))))

    async def _work(self, waiting: deque[Delivery]) -> None:
        while waiting and not self._stop.is_set():
            delivery = waiting.popleft()
            if delivery.leased_until - self._clock() >= self._poster.limit:
                await self._outcomes.keep(delivery, await self._outcome(delivery))

    async def _outcome(self, delivery: Delivery) -> Became | Failed:
        if delivery.is_restricted:
            return Became("withheld", self._clock())
        try:
            await self._post(delivery)
        except NotTaken as fault:
            return self._failure(delivery, fault)
        _log.info("delivery_sent", webhook=delivery.webhook, audit_id=delivery.audit_id, seq=delivery.seq)
        return Became("sent", self._clock())

    async def _post(self, delivery: Delivery) -> None:
        now = self._clock()
        try:
            id_, body = written(delivery, self._source, now)
        except StorageError:
            raise NotReadable from None
        signed = headers(id_, now, body, keys_of(delivery.secret, self._secret_of))
        await self._poster.post(delivery.url, {**signed, "content-type": STRUCTURED}, body)

    def _failure(self, delivery: Delivery, fault: NotTaken) -> Became | Failed:
        now, failures = self._clock(), delivery.attempts + 1
        if delivery.is_test:
            return Became("untaken", now, str(fault))
        is_gone = isinstance(fault, Gone)
        again_at = None if is_gone else self._terms.patience.again_at(failures, now)
        said = "delivery_put_off" if again_at else "delivery_given_up"
        facts = {"audit_id": delivery.audit_id, "seq": delivery.seq, "failures": failures, "code": fault.code}
        _log.warning(said, webhook=delivery.webhook, **facts, why=type(fault).__name__)
        return Failed(now, str(fault), again_at, is_gone)


async def _all(works: Iterable[Awaitable[None]]) -> None:
    """Returns once each has ended, whatever the others raised; then raises what the first of those raised."""
    for fault in await asyncio.gather(*works, return_exceptions=True):
        if fault is not None:
            raise fault
