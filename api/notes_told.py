"""Notes as people read them: by name, in words, and in their place among the events of a story."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.directory import Directory
from domain.story_words import listed
from domain.values import AuditId, Key
from storage import notes
from storage.notes import NoteLine, Part

WITHHELD = "Not shown to whoever may be asked for a second grade, until it is given."


class NoteTold(NamedTuple):
    """A note. Its text is null once its author withdrew it or an operator erased it: `gone_by` and `gone_at` say so."""

    note_id: str
    at: datetime
    by: str
    by_name: str
    action_id: str | None
    mentioned: list[str]
    text: str | None
    gone_at: datetime | None
    gone_by: str | None


class Blindfold(NamedTuple):
    """Who reads, and must they not be shown what the audit found? Their own words they may always read."""

    reader: Key = ""
    is_blind: bool = False

    def hides(self, line: NoteLine) -> bool:
        return self.is_blind and line.by != self.reader


async def told(
    connection: AsyncConnection, directory: Directory, audit_id: AuditId, part: Part, blindfold: Blindfold
) -> list[NoteTold]:
    """The notes on an audit, the first first; of those that are withheld, who wrote them and when."""
    return [_told(line, directory, blindfold) for line in await notes.notes(connection, audit_id, part)]


def sentence(line: NoteLine, directory: Directory) -> str:
    """A note in a story."""
    name = _names(directory)
    on = f" on action {line.action_id}" if line.action_id else ""
    said = f"{name(line.by)} left a note{on}"
    if line.gone_by is not None:
        how = "withdrew it since" if line.gone_by == line.by else f"{name(line.gone_by)} erased it since"
        return f"{said}, and {how}."
    to = f" for {listed([name(one) for one in line.mentioned])}" if line.mentioned else ""
    return f"{said}{to}: “{(line.words or '').removesuffix('.')}”."


def placed(lines: Sequence[NoteLine], moments: Sequence[tuple[int, datetime]]) -> Iterator[tuple[int, NoteLine]]:
    """Each note with the number of the event after which it stands: in order of time, and never before what it follows.

    `moments` are the events' numbers and times, in their order.
    """
    times = [at for _, at in moments]
    for line in lines:
        before = bisect_right(times, line.at)
        yield max(line.follows, moments[before - 1][0] if before else 0), line


def _told(line: NoteLine, directory: Directory, blindfold: Blindfold) -> NoteTold:
    is_hidden = blindfold.hides(line)
    return NoteTold(
        note_id=line.note_id,
        at=line.at,
        by=line.by,
        by_name=_names(directory)(line.by),
        action_id=None if is_hidden else line.action_id,
        mentioned=[] if is_hidden else [*line.mentioned],
        text=WITHHELD if is_hidden and line.words is not None else line.words,
        gone_at=line.gone_at,
        gone_by=line.gone_by,
    )


def _names(directory: Directory) -> Callable[[Key], str]:
    return lambda person: known.name if (known := directory.people.get(person)) else person
