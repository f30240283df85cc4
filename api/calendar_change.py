"""Another snapshot of the bank holidays: checked, shown, taken in, and followed by every open audit."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from api.calendar_tour import OVERTAKEN, Found, Moved, Progress, Tour
from api.calendars import counting, digest_of, update_of
from api.engine import Engine
from api.errors import BadInput, DoorError, PersonHasLeft, Refused, UnknownPerson
from api.operating import Why, noted
from api.policies import Policies
from api.record import Record
from api.snapshots import Snapshot, check_follows, read_snapshot
from domain.asking import any_of, holders
from domain.calendar_moves import Move, moves
from domain.directory import standing
from domain.errors import NotAllowed, Refusal
from domain.framework import Framework
from domain.london import local_day
from domain.values import AuditId, Key
from storage import calendars

BATCH = 200
"""Audits that are read at once."""


class Change(NamedTuple):
    """What a snapshot would change: the days off that come and go, the open audits by it, and every date that moves."""

    snapshot: str
    before: str
    added: list[date]
    dropped: list[date]
    already: int
    """Open audits that count by it."""
    audits: list[AuditId]
    """Those that do not."""
    moves: list[Move]

    @property
    def is_any(self) -> bool:
        """Is there anything to do?"""
        return bool(self.audits) or self.snapshot != self.before


class Changing:
    """One change of the calendar, by one person; `clock` says what has passed."""

    def __init__(self, record: Record, policies: Policies, clock: Callable[[], datetime], progress: Progress) -> None:
        self._record, self._policies, self._clock, self._progress = record, policies, clock, progress

    async def read(self, file: Path) -> Snapshot:
        """The file's snapshot; raises BadInput for one that cannot follow the current one."""
        given = read_snapshot(file)
        current = (await counting(self._record, self._policies)).calendars()
        check_follows(given, current, local_day(self._clock()))
        return given

    async def change(self, given: Snapshot, by: Key) -> Change:
        """What it would change. Raises BadInput for a holiday that an audit has used, or Refused for `by`."""
        await self._check(by)
        current = (await counting(self._record, self._policies)).calendars()[given.calendar.name]
        async with self._record.database.reading() as connection:
            already = (await calendars.counts(connection)).get(given.calendar.snapshot, 0)
        audits = await calendars.others(self._record.database, given.calendar)
        moved: list[Move] = []
        for number, batch in enumerate(_batches(audits)):
            self._progress("Reading", number * BATCH, len(audits))
            moved += [move for found in (await self._found(given, batch, by)).values() for move in found.moves]
        old, new = {*current.holidays}, {*given.calendar.holidays}
        return Change(
            snapshot=given.calendar.snapshot,
            before=current.snapshot,
            added=sorted(new - old),
            dropped=sorted(old - new),
            already=already,
            audits=audits,
            moves=moved,
        )

    async def carry_out(self, given: Snapshot, by: Key, engine: Engine) -> Moved:
        """Takes the snapshot in, then has every open audit follow it, and those that were started meanwhile.

        Raises Halted when the engine does not answer, or BadInput when a later snapshot was taken in meanwhile.
        """
        await self._take_in(given, by)
        tour = Tour(engine, self._progress)
        while left := tour.untried(await calendars.others(self._record.database, given.calendar)):
            for batch in _batches(left):
                await tour.visit(await self._found(given, batch, by))
        if tour.moved.audits:
            await self._note(given, by, tour.moved)
        return tour.moved

    async def _check(self, by: Key) -> None:
        """Raises Refused unless whoever asks may operate: audits would say so only once the snapshot is taken in."""
        now, directory = self._clock(), await self._record.directory()
        known = directory.people.get(by)
        if known is None or known.has_left(now):
            refusal = (PersonHasLeft if known else UnknownPerson)(by, "The person who gives the command,")
            raise Refused(refusal.code, str(refusal))
        roles, stands = self._operating(), standing(directory, by, None, now)
        held = {*stands.roles}.union(*(place.roles for place in stands.places))
        if held.isdisjoint(roles):
            not_allowed = NotAllowed("update_calendar", any_of(holders(roles)))
            raise Refused(not_allowed.code, str(not_allowed))

    def _operating(self) -> tuple[str, ...]:
        """The roles by which any of the policies lets somebody operate."""
        rules = [self._policies.framework(name) for name in self._policies.known()]
        return tuple(dict.fromkeys(role for one in rules for role in _operating(one)))

    async def _take_in(self, given: Snapshot, by: Key) -> None:
        kept = given.kept(digest_of(given.calendar), by, self._clock())
        async with self._record.database.transaction() as connection:
            if await calendars.keep(connection, kept):
                return
            current = {one.calendar: one for one in await calendars.current(connection)}
        if current[kept.calendar].digest != kept.digest:
            raise BadInput(given.place, f"{current[kept.calendar].snapshot} was taken in meanwhile: look again.")

    async def _found(self, given: Snapshot, batch: Sequence[AuditId], by: Key) -> dict[AuditId, Found]:
        """For each audit the command, and what it would move; what was overtaken meanwhile is left out."""
        now, directory = self._clock(), await self._record.directory()
        known = standing(directory, by, None, now)
        found: dict[AuditId, Found] = {}
        for one in await calendars.known(self._record.database, batch):
            command = update_of(one.audit, one.log, given.calendar, by)
            if one.audit.is_over:
                continue
            try:
                moved = moves(one.audit, command.model_copy(update={"standing": known}), now)
            except Refusal as refusal:
                if refusal.code in OVERTAKEN:
                    continue
                raise _refused(given, refusal) from None
            found[one.audit.audit_id] = Found(command, moved)
        return found

    async def _note(self, given: Snapshot, by: Key, moved: Moved) -> None:
        why = Why(by, f"The snapshot {given.calendar.snapshot} was taken in.")
        async with self._record.database.transaction() as connection:
            outcome = {"snapshot": given.calendar.snapshot, "audits": moved.audits, "dates": moved.dates}
            await noted(connection, "update_calendar", given.calendar.name, why, (self._clock(), outcome))


def _operating(rules: Framework) -> tuple[str, ...]:
    line, role = rules.line, rules.authority.operate
    return line[line.index(role) :] if role in line else (role,)


def _refused(given: Snapshot, refusal: Refusal) -> DoorError:
    if refusal.code == "HolidayDropped":
        return BadInput(given.place, str(refusal))
    return Refused(refusal.code, str(refusal))


def _batches(audits: Sequence[AuditId]) -> Iterator[Sequence[AuditId]]:
    return (audits[first : first + BATCH] for first in range(0, len(audits), BATCH))
