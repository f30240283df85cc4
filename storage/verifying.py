"""Shows that nobody has touched the record: every chain, every end, and every audit against its own log."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import Audit
from domain.chain import Head, digest_of
from domain.evolve import fold
from storage.beside import oddities
from storage.comparing import different
from storage.database import Database
from storage.errors import BodyUnreadable
from storage.log import Line
from storage.projection import rows_of

BATCH = 100
"""Audits read at a time."""

_ONE_MOMENT = text("set transaction isolation level repeatable read read only")
EVERY_ID = text("""
    select audit_id from (select audit_id from audits union select audit_id from events) every_one
    where audit_id > :after order by audit_id limit :batch
""")
_LINES = text("select audit_id, seq, shape, body, digest from events where audit_id = any(:ids) order by audit_id, seq")
_AUDITS = text("select audit_id, seq, digest, value from audits where audit_id = any(:ids)")


class Fault(NamedTuple):
    """Something in the record that cannot be right, in one sentence; `seq` 0 is the audit as a whole."""

    audit_id: str
    seq: int
    sentence: str


class Kept(NamedTuple):
    """An audit as its log and its row in the tables have it."""

    audit_id: str
    lines: Sequence[Line]
    row: Any | None
    """`seq`, `digest` and `value`; None when the tables do not know the audit."""


async def verify(database: Database) -> list[Fault]:
    """Every fault of every audit, as at one moment; audits are read a batch at a time."""
    async with database.transaction() as connection:
        await connection.execute(_ONE_MOMENT)
        faults: list[Fault] = []
        async for kept in every_audit(connection):
            faults += list(faults_of(kept)) or await _row_faults(connection, kept)
            faults += [Fault(kept.audit_id, *odd) for odd in await oddities(connection, kept.audit_id, kept.lines)]
        return faults


async def every_audit(connection: AsyncConnection) -> AsyncIterator[Kept]:
    """All that is kept of each audit, by id."""
    after = ""
    while ids := list((await connection.execute(EVERY_ID, {"after": after, "batch": BATCH})).scalars()):
        after = ids[-1]
        for kept in await read(connection, ids):
            yield kept


async def read(connection: AsyncConnection, ids: Sequence[str]) -> list[Kept]:
    """All that is kept of these audits."""
    lines: dict[str, list[Line]] = {one: [] for one in ids}
    for row in await connection.execute(_LINES, {"ids": ids}):
        lines[row.audit_id].append(Line(row.seq, row.shape, row.body, row.digest))
    rows = {row.audit_id: row for row in await connection.execute(_AUDITS, {"ids": ids})}
    return [Kept(one, lines[one], rows.get(one)) for one in ids]


def faults_of(kept: Kept) -> Iterator[Fault]:
    """What is wrong with one audit's log, and with its value; nothing, as it should be."""
    found = [*log_faults(kept), *cut_faults(kept), *_behind_faults(kept)]
    yield from found or _value_faults(kept)


def log_faults(kept: Kept) -> Iterator[Fault]:
    """Holes in the log, events that were altered, and events nobody can read."""
    digest, expected = "", 1
    for line in kept.lines:
        if line.seq != expected:
            yield Fault(kept.audit_id, expected, f"Events {expected} to {line.seq - 1} are missing from the log.")
        elif line.digest != digest_of(digest, line.body):
            yield Fault(kept.audit_id, line.seq, f"Event {line.seq} or its digest was altered after it was written.")
        digest, expected = line.digest, line.seq + 1
        yield from _unreadable(kept.audit_id, line)


def _unreadable(audit_id: str, line: Line) -> Iterator[Fault]:
    try:
        seq = line.event.seq
    except BodyUnreadable:
        yield Fault(audit_id, line.seq, f"Event {line.seq} cannot be read in shape {line.shape}.")
    else:
        if seq != line.seq:
            yield Fault(audit_id, line.seq, f"Event {line.seq} says that it is event {seq}.")


def cut_faults(kept: Kept) -> Iterator[Fault]:
    """What the tables know of the log and the log no longer holds."""
    if kept.row is None:
        return
    end, seq = end_of(kept.lines), kept.row.seq
    there = next((line.digest for line in kept.lines if line.seq == seq), None)
    if not kept.lines:
        yield Fault(kept.audit_id, 0, "The audit is in the tables and has no log: bring the log back from a backup.")
    elif end.seq < seq:
        yield Fault(kept.audit_id, end.seq + 1, f"The log ends at event {end.seq}; the tables know event {seq}.")
    elif there != kept.row.digest:
        yield Fault(kept.audit_id, seq, f"The tables know event {seq} by another digest than the log.")


def _behind_faults(kept: Kept) -> Iterator[Fault]:
    end = end_of(kept.lines)
    if kept.row is None:
        yield Fault(kept.audit_id, 0, "The audit is in the log and not in the tables: run rebuild.")
    elif kept.row.seq < end.seq:
        yield Fault(kept.audit_id, kept.row.seq + 1, f"The tables end at event {kept.row.seq}: run rebuild.")


def _value_faults(kept: Kept) -> Iterator[Fault]:
    try:
        is_same = kept.row is not None and folded(kept.lines) == Audit.model_validate_json(kept.row.value)
    except (ValueError, TypeError, LookupError):
        is_same = False  # a log or a value that makes no sense is not the same either
    if not is_same:
        yield Fault(kept.audit_id, 0, "The audit in the tables is not what its log comes to: run rebuild.")


async def _row_faults(connection: AsyncConnection, kept: Kept) -> list[Fault]:
    audit = folded(kept.lines)
    rows = rows_of(None, audit, [line.event for line in kept.lines]) if audit else None
    found = await different(connection, rows, end_of(kept.lines)) if rows else []
    sentence = "The rows of {} are not what the log comes to: run rebuild."
    return [Fault(kept.audit_id, 0, sentence.format(table)) for table in found]


def folded(lines: Iterable[Line]) -> Audit | None:
    """The audit that these events come to. Raises BodyUnreadable, TypeError or KeyError where they come to none."""
    return fold(None, (line.event for line in lines))


def end_of(lines: Sequence[Line]) -> Head:
    """Where the log ends."""
    return Head(seq=lines[-1].seq, digest=lines[-1].digest) if lines else Head()
