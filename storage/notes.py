"""Notes on audits: left once under an id, read in their order, their words taken away for good."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit import Audit
from domain.notes import Telling
from domain.rules import Rules

_LOCK = text("select pg_advisory_xact_lock(hashtextextended('notes ' || :audit_id, 0))")
_COLUMNS = "audit_id, number, follows, at, by, action_id, mentioned, words, gone_at, gone_by"
_KNOWN = text(f"select {_COLUMNS} from notes where (audit_id, command_id) = (:audit_id, :command_id)")  # noqa: S608 - names of ours
_ONE = text(f"select {_COLUMNS} from notes where (audit_id, number) = (:audit_id, :number)")  # noqa: S608 - as above
_LEAVE = text(f"""
    insert into notes (audit_id, number, command_id, follows, at, by, action_id, mentioned, words)
    select a.audit_id, (select coalesce(max(number), 0) + 1 from notes n where n.audit_id = a.audit_id),
           :command_id, a.seq, :at, :by, :action_id, :mentioned, :words
    from audits a where a.audit_id = :audit_id returning {_COLUMNS}
""")  # noqa: S608 - as above
# What it hangs on in the outbox is the event that it follows: a note has none of its own.
_TELL = text("""
    insert into outbox
        (notice_id, audit_id, seq, action_id, notice, role, person, stands_in_for, is_urgent, state, due_at, attempts,
        is_digested, channel)
    values (:notice_id, :audit_id, :seq, :action_id, 'mentioned', 'somebody_mentioned', :person, :stands_in_for,
        false, 'waiting', :at, 0, :is_digested, :channel)
    on conflict do nothing
""")
_LIST = text(f"""
    select {_COLUMNS} from notes where audit_id = :audit_id and number > :after
    and (cast(:action_id as text) is null or action_id = :action_id) order by number limit :limit
""")  # noqa: S608 - as above
_TAKE = text(f"""
    update notes set words = null, gone_at = :at, gone_by = :by
    where (audit_id, number) = (:audit_id, :number) and gone_at is null returning {_COLUMNS}
""")  # noqa: S608 - as above
_UNTELL = text("""
    update outbox set state = 'stale', stale_because = 'The words of the note were taken away.',
        leased_by = null, leased_until = null
    where audit_id = :audit_id and state in ('waiting', 'leased', 'dead') and starts_with(notice_id, :notice_ids)
""")
_VALUE = text("select value from audits where audit_id = :audit_id")
_ACTIONS = text("select action_id, is_safety from actions where audit_id = :audit_id order by action_id")


class NoteLine(NamedTuple):
    """A note as it is kept; `words` are None once they were taken away, by `gone_by`."""

    audit_id: str
    number: int
    follows: int
    at: datetime
    by: str
    action_id: str | None
    mentioned: Sequence[str]
    words: str | None
    gone_at: datetime | None
    gone_by: str | None

    @property
    def note_id(self) -> str:
        """What people call it within its audit."""
        return f"n-{self.number}"


class NewNote(NamedTuple):
    """A note that is to be kept."""

    audit_id: str
    command_id: str
    by: str
    action_id: str | None
    mentioned: tuple[str, ...]
    words: str
    at: datetime


class Part(NamedTuple):
    """Which notes are wanted: those about an action (None: all) after this number, so many."""

    action_id: str | None = None
    after: int = 0
    limit: int | None = None


ALL = Part()


async def lock(connection: AsyncConnection, audit_id: str) -> None:
    """Nobody else leaves a note on this audit, or restricts it, until the transaction ends."""
    await connection.execute(_LOCK, {"audit_id": audit_id})


async def known(connection: AsyncConnection, audit_id: str, command_id: str) -> NoteLine | None:
    """The note that was left under this id."""
    row = (await connection.execute(_KNOWN, {"audit_id": audit_id, "command_id": command_id})).one_or_none()
    return NoteLine(*row) if row else None


async def leave(connection: AsyncConnection, note: NewNote, tellings: Sequence[Telling]) -> NoteLine:
    """Keeps it, and puts a notice for each hearer into the outbox; the audit must be there and locked."""
    given = {**note._asdict(), "mentioned": [*note.mentioned]}
    line = NoteLine(*(await connection.execute(_LEAVE, given)).one())
    about = {"audit_id": line.audit_id, "action_id": line.action_id, "seq": line.follows}
    for hearer, when, channel in tellings:
        notice_id = f"{line.audit_id}/{line.note_id}/mentioned/{hearer.person}"
        told = {"notice_id": notice_id, "channel": channel, **hearer._asdict(), **when._asdict()}
        await connection.execute(_TELL, {**about, **told})
    return line


async def notes(connection: AsyncConnection, audit_id: str, part: Part = ALL) -> list[NoteLine]:
    """The notes on an audit, the first first."""
    rows = await connection.execute(_LIST, {"audit_id": audit_id, **part._asdict()})
    return [NoteLine(*row) for row in rows]


async def note(connection: AsyncConnection, audit_id: str, number: int) -> NoteLine | None:
    """One of them."""
    row = (await connection.execute(_ONE, {"audit_id": audit_id, "number": number})).one_or_none()
    return NoteLine(*row) if row else None


async def take(connection: AsyncConnection, line: NoteLine, *, by: str, at: datetime) -> NoteLine | None:
    """Takes its words away for good, and its notices that have not left; None if they were gone."""
    given = {"audit_id": line.audit_id, "number": line.number, "by": by, "at": at}
    row = (await connection.execute(_TAKE, given)).one_or_none()
    if row is None:
        return None
    of_it = {"audit_id": line.audit_id, "notice_ids": f"{line.audit_id}/{line.note_id}/"}
    await connection.execute(_UNTELL, of_it)
    return NoteLine(*row)


async def rules_of(connection: AsyncConnection, audit_id: str) -> Rules:
    """What the audit goes by; it must be there."""
    value = (await connection.execute(_VALUE, {"audit_id": audit_id})).scalar_one()
    return Audit.model_validate_json(value).rules


async def actions(connection: AsyncConnection, audit_id: str, *, safety_only: bool) -> list[str]:
    """The actions of an audit that can be noted."""
    rows = await connection.execute(_ACTIONS, {"audit_id": audit_id})
    return [row.action_id for row in rows if row.is_safety or not safety_only]
