"""The courier: claims the parcels that are due, hands them in at their channel, and keeps what became of each."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog

from activities.channel import Channel, Line
from activities.gate import Gate
from activities.ledger import Ledger, Outcome, untried
from activities.letters.writing import is_writable, message_of
from activities.patience import Patience
from activities.resting import Sleep, rest, sleep
from activities.undelivered import ChannelAway, DatabaseAway, LeaseTooShort, NotDelivered, Undeliverable, Unwritable
from storage import outbox, pace
from storage.database import Database
from storage.letter import Letter
from storage.parcel import Parcel
from storage.withholding import withhold

_log = structlog.stdlib.get_logger(__name__)


class Terms(NamedTuple):
    """How a courier works: parcels claimed at a time, lines open at once, how long it may hold a letter, how long
    it rests when nothing is due (`pause`) and at most while a server is away, how often it tries, and how many parcels
    the channel takes `a_minute` from all couriers together, None for any number.
    """

    batch: int = 50
    lines: int = 8
    lease: timedelta = timedelta(seconds=60)
    pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=1)
    patience: Patience = Patience()
    a_minute: int | None = None
    sleep: Sleep = sleep


class Courier:
    """Delivers the letters of one channel; any number may work side by side, each under a `name` of its own.

    No lock is held while the channel is spoken to: a parcel is leased, and a courier that died loses its lease.
    What is to be done for a further channel stands in activities/channel.py.
    """

    def __init__(  # noqa: PLR0913 - what it works with, and beyond four by name only
        self,
        database: Database,
        channel: Channel,
        clock: Callable[[], datetime],
        name: str,
        *,
        pages: str | None = None,
        terms: Terms,
    ) -> None:
        """`pages` is where the audits' pages are. Raises LeaseTooShort when a lease ends before the channel's limit."""
        if terms.lease <= channel.limit:
            raise LeaseTooShort(terms.lease, channel.limit)
        self._channel, self._clock, self._name = channel, clock, name
        self._pages, self._terms = pages, terms
        self._ledger, self._pace = Ledger(database, name), pace.Pace(channel.name, terms.a_minute)
        self._gate = Gate(self._ledger, self._pace, channel.limit)
        self._absences, self._is_held_up = 0, False
        self._stop = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until told to stop; a server that is away is waited for, letters not begun by then are put back."""
        self._stop = stop
        while not stop.is_set():
            if pause := await self._round():
                await rest(pause, self._terms.sleep, stop)

    async def deliver_due(self) -> int:
        """One round: how many parcels were claimed, delivered or not. Raises ChannelAway, DatabaseAway."""
        await self._ledger.keep()
        parcels, fresh = await self._claimed(self._clock())
        left = {one.notice_id for parcel in fresh for one in parcel.letters}
        for letter in (one for parcel in parcels for one in parcel.letters if one.notice_id not in left):
            _log.info("letter_withheld", **_facts(letter))
        await self._carry(deque(fresh))
        return len(parcels)

    async def _claimed(self, now: datetime) -> tuple[list[Parcel], list[Parcel]]:
        """What this courier has now, and what of it may still leave."""
        async with self._ledger.transaction() as connection:
            room = await pace.room(connection, self._pace, now=now, limit=self._terms.batch)
            until, name = now + self._terms.lease, self._channel.name
            parcels = await outbox.claim(connection, self._name, channel=name, now=now, until=until, room=room)
            self._is_held_up = room.is_urgent_only and not parcels
            return parcels, await withhold(connection, parcels)

    async def _round(self) -> timedelta:
        try:
            claimed = await self.deliver_due()
        except (ChannelAway, DatabaseAway) as absence:
            return self._patient(absence)
        if self._absences and not self._is_held_up:
            _log.info("delivery_resumed", courier=self._name, absences=self._absences)
            self._absences = 0
        return timedelta(0) if claimed else self._terms.pause

    def _patient(self, absence: ChannelAway | DatabaseAway) -> timedelta:
        self._absences += 1
        if self._absences == 1:
            _log.warning("delivery_interrupted", courier=self._name, absence=str(absence))
        return Patience(first=self._terms.pause, most=self._terms.longest_pause).wait(self._absences)

    async def _carry(self, parcels: deque[Parcel]) -> None:
        lines = [self._work(parcels) for _ in range(min(self._terms.lines, len(parcels)))]
        # A line that fails must not cut short what the others are handing in.
        faults = [fault for fault in await asyncio.gather(*lines, return_exceptions=True) if fault]
        self._ledger.note(*untried(parcels, self._clock()))
        await self._ledger.keep()
        for fault in faults:
            raise fault

    async def _work(self, parcels: deque[Parcel]) -> None:
        async with self._channel.line() as line:
            while parcels and not self._stop.is_set():
                parcel = parcels.popleft()
                try:
                    self._ledger.note(await self._outcome(parcel, line))
                except (ChannelAway, DatabaseAway):
                    parcels.appendleft(parcel)
                    raise
                await self._ledger.keep()

    async def _outcome(self, parcel: Parcel, line: Line) -> Outcome:
        if parcel.first.leased_until - self._clock() < self._channel.limit:
            return Outcome(parcel, "untried", self._clock())
        parcel = self._writable(parcel)
        leave = await self._gate.open(parcel, self._clock())
        if leave is None:
            return Outcome(parcel, "untried", self._clock())
        try:
            return (await self._handed_in(parcel, line))._replace(permit=leave.permit)
        except ChannelAway:
            await self._gate.shut(leave)
            raise

    async def _handed_in(self, parcel: Parcel, line: Line) -> Outcome:
        try:
            await line.send(parcel, message_of(parcel, self._pages), self._clock())
        except NotDelivered as fault:
            return self._failure(parcel, fault)
        for letter in parcel.letters:
            _log.info("letter_sent", **_facts(letter))
        return Outcome(parcel, "sent", self._clock())

    def _writable(self, parcel: Parcel) -> Parcel:
        """What nobody has words for goes its own way, lest it hold up the rest of a digest."""
        wordless = [one for one in parcel.letters if not is_writable(one)] if len(parcel.letters) > 1 else []
        rest = parcel.without(one.notice_id for one in wordless)
        if not wordless or rest is None:
            return parcel
        for letter in wordless:
            failure = self._failure(parcel._replace(letters=(letter,)), Unwritable(letter.notice, LookupError()))
            self._ledger.note(failure._replace(is_apart=True))
        return rest

    def _failure(self, parcel: Parcel, fault: NotDelivered) -> Outcome:
        now, failures = self._clock(), parcel.attempts + 1
        again_at = None if isinstance(fault, Undeliverable) else self._terms.patience.again_at(failures, now)
        said = "letter_put_off" if again_at else "letter_given_up"
        for letter in parcel.letters:
            _log.warning(said, **_facts(letter), failures=failures, why=type(fault).__name__, code=fault.code)
        return Outcome(parcel, "failed", now, str(fault), again_at)


def _facts(letter: Letter) -> dict[str, object]:
    return {"audit_id": letter.audit_id, "seq": letter.seq, "notice": letter.notice}
