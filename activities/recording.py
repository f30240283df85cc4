"""A page of an audit goes into the log once, whoever sends it and however often."""

from collections.abc import Callable
from datetime import datetime

from activities.interface import Page, Recorded
from activities.remembered import Remembered
from domain import events as e
from domain.audit import Audit
from domain.chain import Head, end_of, linked
from domain.evolve import evolve, fold
from domain.notices import address
from storage.database import Database
from storage.errors import LogBroken, Overtaken, PageUnordered, TablesBehind
from storage.log import Found, Line, find
from storage.people import AsOf, KnownPeople
from storage.projection import rows_of
from storage.telling import alarms_of, heard_of, outbox_of
from storage.writing import Entry, write

LONGEST_ANSWER = 200
"""Most missed events of one answer."""
TRIES = 3


class Recorder:
    """Writes pages; `clock` says when, for nothing but the log's own note of it."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._people = KnownPeople()
        self._remembered = Remembered()

    async def record(self, page: Page) -> Recorded:
        """See `Effects.record`. Raises a StorageError; of these only Overtaken is worth another try."""
        check_order(page)
        before = self._remembered.at(page.audit_id, page.head)
        if page.events and (before or begins(page)) and (recorded := await self._write(page, before)):
            return recorded
        return await self._look_and_write(page)

    async def _look_and_write(self, page: Page) -> Recorded:
        for _ in range(TRIES):
            found = await self._look(page)
            if found.end != page.head or found.later:
                return answered(page, found)
            if not page.events:
                return Recorded(head=page.head)
            before = Audit.model_validate_json(found.value) if found.value else None
            if recorded := await self._write(page, before):
                return recorded
        raise Overtaken(page.audit_id)

    async def _look(self, page: Page) -> Found:
        async with self._database.transaction() as connection:
            found = await find(connection, page.audit_id, page.head, max(len(page.events), LONGEST_ANSWER + 1))
            await self._people.at(connection, found.directory_version)
            return found

    async def _write(self, page: Page, before: Audit | None) -> Recorded | None:
        """None if the log or the directory is not what this went by: then nothing is written."""
        entry, after = entry_of(page, before, self._people.last)
        async with self._database.statements() as connection:
            is_written = await write(connection, entry, self._clock())
        if not is_written:
            self._remembered.forget(page.audit_id)
            return None
        head = end_of(page.head, entry.links)
        self._remembered.keep(head, after)
        return Recorded(head=head, told=told_of(entry.events))


def check_order(page: Page) -> None:
    """Raises PageUnordered unless the events go on one by one from the head, in the log of their own audit."""
    seqs = [event.seq for event in page.events]
    starts = [event for event in page.events if isinstance(event, e.AuditStarted | e.AuditPlanned)]
    if seqs != list(range(page.head.seq + 1, page.head.seq + 1 + len(seqs))):
        raise PageUnordered(page.audit_id, page.head.seq)
    if any(start.audit_id != page.audit_id for start in starts):
        raise PageUnordered(page.audit_id, page.head.seq)


def begins(page: Page) -> bool:
    """Is it an audit's first page, which follows nothing that would have to be read?"""
    return page.head == Head() and isinstance(page.events[0], e.AuditStarted | e.AuditPlanned)


def entry_of(page: Page, before: Audit | None, people: AsOf) -> tuple[Entry, Audit]:
    """All that this page writes, these people told of its notices, and the audit as it then stands."""
    addressed = address(page.events, people.directory)
    events = [event for event, _ in addressed]
    after = evolve(fold(before, events[:-1]), events[-1])
    entry = Entry(
        audit_id=page.audit_id,
        follows=page.head,
        directory_version=people.version,
        events=events,
        links=linked(page.head, events),
        rows=rows_of(before, after, events),
        outbox=outbox_of(page.audit_id, addressed, after.rules),
        alarms=alarms_of(page.audit_id, events),
        requests=page.requests,
        heard=heard_of(events),
    )
    return entry, after


def answered(page: Page, found: Found) -> Recorded:
    """What the log, which does not end at the page's head, says to it. Raises LogBroken, TablesBehind."""
    if not found.is_held:
        raise LogBroken(page.audit_id, page.head.seq)
    if not found.later:
        raise TablesBehind(page.audit_id)
    if page.events and (same := repeated(page, found.later)):
        return Recorded(head=_head_at(found.later[len(page.events) - 1]), told=told_of(same))
    missed = found.later[:LONGEST_ANSWER]
    return Recorded(
        head=_head_at(missed[-1]),
        missed=tuple(line.event for line in missed),
        is_partial=len(found.later) > len(missed),
    )


def repeated(page: Page, later: tuple[Line, ...]) -> list[e.AnyEvent] | None:
    """The page's events as the log has them, if it has just these; else None. Who was told, the log alone knows."""
    lines = later[: len(page.events)]
    if len(lines) < len(page.events):
        return None
    told = [line.event.told for line in lines]
    same = [one.model_copy(update={"told": told[n]}) for n, one in enumerate(page.events)]
    digests = [link.digest for link in linked(page.head, same)]
    return same if digests == [line.digest for line in lines] else None


def told_of(events: list[e.AnyEvent]) -> dict[int, e.Told]:
    """Who was told, by `seq`, of the events that somebody was to hear of."""
    return {event.seq: event.told for event in events if event.told is not None}


def _head_at(line: Line) -> Head:
    return Head(seq=line.seq, digest=line.digest)
