"""An audit's story as people read it: each event of the log with its actor and its sentence."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from api.notes_told import WITHHELD, placed
from api.notes_told import sentence as note_sentence
from domain.directory import Directory
from domain.event import ENGINE
from domain.events import AnyEvent
from domain.story import ERASED, sentence
from domain.story_words import Speech
from storage import notes, reading, texts
from storage.notes import NoteLine

__all__ = ["WITHHELD", "Told", "speech_of", "story"]


class Told(NamedTuple):
    """One event, or a note with the `seq` of the event that it stands after; `actor` is a person's id, or `engine`."""

    seq: int
    at: datetime
    kind: str
    actor: str
    text: str
    note: str | None = None
    """Of a note, its id."""


async def story(
    connection: AsyncConnection, directory: Directory, audit_id: str, after: int = 0, *, is_blind: bool = False
) -> list[Told]:
    """The events with a `seq` above `after` and the notes since, oldest first; empty when the log has none.

    Whoever is to give a second grade hears that something happened and not what.
    """
    events = [one.event for one in await reading.history_in(connection, audit_id, after)]
    speech = await speech_of(connection, directory, events)
    left = placed(await notes.notes(connection, audit_id), [(event.seq, event.at) for event in events])
    told = [_told(event, speech) for event in events]
    told += [_noted(seq, line, directory) for seq, line in left if seq >= after]
    told.sort(key=lambda one: one.seq)  # stable: notes stand after their event, in their own order
    return [one._replace(text=WITHHELD) for one in told] if is_blind else told


async def speech_of(connection: AsyncConnection, directory: Directory, events: Iterable[AnyEvent]) -> Speech:
    """Who is called what, and the words that these events refer to."""
    words = await texts.words_in(connection, {text_id for event in events for text_id in _text_ids(event.model_dump())})
    names = {person: one.name for person, one in directory.people.items()}
    return Speech(lambda person: names.get(person, person), lambda ref: words.get(ref.id) or ERASED)


def _told(event: AnyEvent, speech: Speech) -> Told:
    text = sentence(event, speech.name, speech.words_of)
    return Told(event.seq, event.at, event.kind, event.by or ENGINE, text)


def _noted(seq: int, line: NoteLine, directory: Directory) -> Told:
    return Told(seq, line.at, "note", line.by, note_sentence(line, directory), line.note_id)


def _text_ids(written: Any) -> Iterator[str]:
    """The ids of every text that an event's written form refers to."""
    if isinstance(written, dict):
        if written.keys() == {"id", "digest"}:
            yield written["id"]
        for value in written.values():
            yield from _text_ids(value)
    elif isinstance(written, list | tuple):
        for value in written:
            yield from _text_ids(value)
