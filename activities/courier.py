"""The courier: claims the letters that are due, hands them in at the mail server, and keeps what became of each."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.mail import Letterhead, mail_for
from activities.mailer import Line, Mailer
from activities.patience import Patience
from activities.undelivered import DatabaseAway, LeaseTooShort, MailServerAway, NotDelivered, Undeliverable
from storage import outbox
from storage.database import Database
from storage.letter import Letter

_log = structlog.stdlib.get_logger(__name__)

Sleep = Callable[[timedelta], Awaitable[None]]


async def _sleep(pause: timedelta) -> None:
    await asyncio.sleep(pause.total_seconds())


class Terms(NamedTuple):
    """How a courier works: letters claimed at a time, lines open at once, how long it may hold a letter, how long
    it rests when nothing is due (`pause`) and at most while a server is away, and how often it tries.
    """

    batch: int = 50
    lines: int = 8
    lease: timedelta = timedelta(seconds=60)
    pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=1)
    patience: Patience = Patience()
    sleep: Sleep = _sleep


class Outcome(NamedTuple):
    """What became of one letter at a moment; a failed one is due `again_at`, or dead with None."""

    letter: Letter
    what: Literal["sent", "failed", "untried"]
    at: datetime
    reason: str = ""
    again_at: datetime | None = None


class Courier:
    """Delivers letters; any number may work side by side, each under a `name` of its own.

    No lock is held while the mail server is spoken to: a letter is leased, and a courier that died loses its lease.
    """

    def __init__(  # noqa: PLR0913 - what it works with, and beyond four by name only
        self,
        database: Database,
        mailer: Mailer,
        clock: Callable[[], datetime],
        name: str,
        *,
        letterhead: Letterhead,
        terms: Terms,
    ) -> None:
        """Raises LeaseTooShort when a lease would end before the mailer's limit of time."""
        if terms.lease <= mailer.limit:
            raise LeaseTooShort(terms.lease, mailer.limit)
        self._database, self._mailer, self._clock, self._name = database, mailer, clock, name
        self._letterhead, self._terms = letterhead, terms
        self._unkept: deque[Outcome] = deque()
        self._absences = 0
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until told to stop; a server that is away is waited for, letters not begun by then are put back."""
        self._stop = stop
        while not stop.is_set():
            if pause := await self._round():
                await self._rest(pause, stop)

    async def deliver_due(self) -> int:
        """One round: how many letters were claimed, delivered or not. Raises MailServerAway, DatabaseAway."""
        await self._keep_outcomes()
        now = self._clock()
        async with self._transaction() as connection:
            letters = await outbox.claim(
                connection, self._name, now=now, until=now + self._terms.lease, limit=self._terms.batch
            )
        await self._carry(deque(letters))
        return len(letters)

    async def _round(self) -> timedelta:
        try:
            claimed = await self.deliver_due()
        except (MailServerAway, DatabaseAway) as absence:
            return self._patient(absence)
        if self._absences:
            _log.info("delivery_resumed", courier=self._name, absences=self._absences)
        self._absences = 0
        return timedelta(0) if claimed else self._terms.pause

    def _patient(self, absence: MailServerAway | DatabaseAway) -> timedelta:
        self._absences += 1
        if self._absences == 1:
            _log.warning("delivery_interrupted", courier=self._name, absence=str(absence))
        return Patience(first=self._terms.pause, most=self._terms.longest_pause).wait(self._absences)

    async def _rest(self, pause: timedelta, stop: asyncio.Event) -> None:
        waits = [asyncio.ensure_future(self._terms.sleep(pause)), asyncio.ensure_future(stop.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _carry(self, letters: deque[Letter]) -> None:
        lines = [self._work(letters) for _ in range(min(self._terms.lines, len(letters)))]
        # A line that fails must not cut short what the others are handing in.
        faults = [fault for fault in await asyncio.gather(*lines, return_exceptions=True) if fault]
        self._unkept.extend(self._untried(letter) for letter in letters)
        await self._keep_outcomes()
        for fault in faults:
            raise fault

    async def _work(self, letters: deque[Letter]) -> None:
        async with self._mailer.line() as line:
            while letters and not self._stop.is_set():
                letter = letters.popleft()
                try:
                    self._unkept.append(await self._outcome(letter, line))
                except MailServerAway:
                    letters.appendleft(letter)
                    raise
                await self._keep_outcomes()

    async def _outcome(self, letter: Letter, line: Line) -> Outcome:
        if letter.leased_until - self._clock() < self._mailer.limit:
            return self._untried(letter)
        try:
            await line.send(mail_for(letter, self._letterhead, self._clock()))
        except NotDelivered as fault:
            return self._failure(letter, fault)
        _log.info("letter_sent", audit_id=letter.audit_id, seq=letter.seq, notice=letter.notice)
        return Outcome(letter, "sent", self._clock())

    def _untried(self, letter: Letter) -> Outcome:
        return Outcome(letter, "untried", self._clock())

    def _failure(self, letter: Letter, fault: NotDelivered) -> Outcome:
        now, failures = self._clock(), letter.attempts + 1
        again_at = None if isinstance(fault, Undeliverable) else self._terms.patience.again_at(failures, now)
        facts = {"audit_id": letter.audit_id, "seq": letter.seq, "notice": letter.notice, "failures": failures}
        said = "letter_put_off" if again_at else "letter_given_up"
        _log.warning(said, **facts, why=type(fault).__name__, code=fault.code)
        return Outcome(letter, "failed", now, str(fault), again_at)

    async def _keep_outcomes(self) -> None:
        # What the database could not be told in its absence is told first, lest a letter goes twice.
        while self._unkept:
            outcome = self._unkept.popleft()
            try:
                await self._keep(outcome)
            except DatabaseAway:
                self._unkept.append(outcome)
                raise

    async def _keep(self, outcome: Outcome) -> None:
        letter, reason, again_at = outcome.letter, outcome.reason, outcome.again_at
        async with self._transaction() as connection:
            match outcome.what:
                case "sent":
                    await outbox.sent(connection, letter, self._name, at=outcome.at)
                case "failed":
                    await outbox.failed(connection, letter, self._name, reason=reason, again_at=again_at)
                case "untried":
                    await outbox.put_back(connection, letter, self._name)

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._database.transaction() as connection:
                yield connection
        except outbox.AWAY as absence:
            raise DatabaseAway(absence) from absence
