"""Leaving a note on an audit and telling whom it mentions, reading notes, and taking their words away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field
from sqlalchemy.ext.asyncio import AsyncConnection

from api.access import Role
from api.errors import NoSuchAudit, NoSuchNote, OtherCommand, PersonHasLeft, UnknownPerson
from api.forms import Form
from api.operating import Why, noted
from api.readers import Readers
from api.record import Record
from api.relations import About
from domain.errors import UnknownAction
from domain.notes import (
    MOST_MENTIONED,
    Hearer,
    MayNotBeMentioned,
    MentionedBlind,
    MentionsSelf,
    NotSeen,
    NotYourNote,
    Telling,
    hearers,
    note_words,
    telling,
)
from domain.values import AuditId, Key
from storage import blind, notes
from storage.notes import NewNote, NoteLine
from storage.restrictions import around


class NoteForm(Form):
    """What somebody notes, and who is to be told of it."""

    text: Annotated[str, AfterValidator(note_words)]
    mention: tuple[Key, ...] = Field((), max_length=MOST_MENTIONED, description="Each may see the audit.")


class Wanted(NamedTuple):
    """A note that somebody leaves on an audit, or on one of its actions."""

    audit_id: AuditId
    command_id: Key
    by: Key
    form: NoteForm
    action_id: Key | None = None

    @property
    def mentioned(self) -> tuple[Key, ...]:
        """Each once."""
        return tuple(dict.fromkeys(self.form.mention))

    def at(self, now: datetime) -> NewNote:
        return NewNote(self.audit_id, self.command_id, self.by, self.action_id, self.mentioned, self.form.text, now)

    def is_same(self, line: NoteLine) -> bool:
        """Is this what was left? Words that were taken away are not compared any more."""
        told = (line.by, line.action_id, tuple(line.mentioned)) == (self.by, self.action_id, self.mentioned)
        return told and line.words in (None, self.form.text)


async def leave(record: Record, meanings: Mapping[str, Role], wanted: Wanted, now: datetime) -> NoteLine:
    """The note, kept; the first one if it was left under this id before.

    Raises NoSuchAudit, OtherCommand, UnknownAction, or what the rules say about who writes and who is mentioned.
    """
    readers = Readers(await record.directory(), meanings, now)
    async with record.database.transaction() as connection:
        await notes.lock(connection, wanted.audit_id)
        about = await _about(connection, wanted.audit_id)
        _check_there(readers, wanted.by, "The person")
        if not readers.may_see(wanted.by, about):
            raise NotSeen(wanted.by)
        if line := await notes.known(connection, wanted.audit_id, wanted.command_id):
            if not wanted.is_same(line):
                raise OtherCommand(wanted.command_id)
            return line
        await _check_action(connection, readers, wanted)
        for person in wanted.mentioned:
            await _check_mention(connection, readers, about, (wanted, person))
        return await notes.leave(connection, wanted.at(now), await _tellings(connection, readers, about, wanted))


async def withdraw(record: Record, audit_id: AuditId, note_id: str, by: Key, now: datetime) -> NoteLine:
    """Its author takes the words away for good, once; raises NoSuchNote or NotYourNote."""
    async with record.database.transaction() as connection:
        line = await found(connection, audit_id, note_id)
        if line.by != by:
            raise NotYourNote(note_id, line.by)
        return await notes.take(connection, line, by=by, at=now) or line


async def erase(record: Record, audit_id: AuditId, note_id: str, why: Why, now: datetime) -> NoteLine:
    """An operator takes the words away for good, and that is noted with the reason; raises NoSuchNote."""
    async with record.database.transaction() as connection:
        line = await found(connection, audit_id, note_id)
        gone = await notes.take(connection, line, by=why.by, at=now)
        if gone:
            await noted(connection, "erase note", f"{audit_id}/{note_id}", why, (now, {}))
        return gone or line


async def found(connection: AsyncConnection, audit_id: AuditId, note_id: str) -> NoteLine:
    """One note of an audit; raises NoSuchNote."""
    number = note_id.removeprefix("n-")
    is_id = note_id.startswith("n-") and number.isascii() and number.isdigit() and len(number) < 10  # noqa: PLR2004
    line = await notes.note(connection, audit_id, int(number)) if is_id else None
    if line is None:
        raise NoSuchNote(audit_id, note_id)
    return line


async def _about(connection: AsyncConnection, audit_id: AuditId) -> About:
    near = await around(connection, audit_id)
    if near is None:
        raise NoSuchAudit(audit_id)
    return About(*near)


def _check_there(readers: Readers, person: Key, what: str) -> None:
    known = readers.directory.people.get(person)
    if known is None:
        raise UnknownPerson(person, what)
    if known.has_left(readers.now):
        raise PersonHasLeft(person, what)


async def _check_action(connection: AsyncConnection, readers: Readers, wanted: Wanted) -> None:
    if wanted.action_id is None:
        return
    is_blind = await blind.is_blind(connection, wanted.audit_id, readers.reader(wanted.by))
    there = await notes.actions(connection, wanted.audit_id, safety_only=is_blind)
    if wanted.action_id not in there:
        raise UnknownAction(wanted.action_id, there)


async def _check_mention(
    connection: AsyncConnection, readers: Readers, about: About, mention: tuple[Wanted, Key]
) -> None:
    wanted, person = mention
    if person == wanted.by:
        raise MentionsSelf(person)
    _check_there(readers, person, "The mentioned person")
    if not readers.may_see(person, about):
        raise MayNotBeMentioned(person, about.named)
    if await blind.is_blind(connection, wanted.audit_id, readers.reader(person)):
        raise MentionedBlind(person)


async def _tellings(connection: AsyncConnection, readers: Readers, about: About, wanted: Wanted) -> list[Telling]:
    if not wanted.mentioned:
        return []
    rules = await notes.rules_of(connection, wanted.audit_id)
    return [
        telling(readers.directory, one, rules, readers.now)
        for one in hearers(readers.directory, wanted.mentioned, wanted.by, readers.now)
        if one.stands_in_for is None or await _may_hear(connection, readers, about, (wanted.audit_id, one))
    ]


async def _may_hear(
    connection: AsyncConnection, readers: Readers, about: About, hearer: tuple[AuditId, Hearer]
) -> bool:
    audit_id, one = hearer
    if not readers.may_see(one.person, about):
        return False
    return not await blind.is_blind(connection, audit_id, readers.reader(one.person))
