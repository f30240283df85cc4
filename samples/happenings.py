"""What happened last, across audits, in plain words with the people's names."""

from collections.abc import Callable
from typing import NamedTuple

from domain import events as e
from domain.directory import Directory
from domain.london import in_london
from domain.story import ERASED, sentence
from domain.values import TextRef

SHOWN = 10
_QUIET = (e.FindingNoted, e.FindingLeft, e.StandardFound)
"""What an audit starts with: it would push everything else off the board."""


class Happening(NamedTuple):
    """One event, and whose."""

    audit_id: str
    event: e.AnyEvent


def latest(before: tuple[Happening, ...], more: list[Happening]) -> tuple[Happening, ...]:
    """The last ones of these and those, oldest first."""
    worth = [*before, *(one for one in more if not isinstance(one.event, _QUIET))]
    return tuple(sorted(worth, key=lambda one: (one.event.at, one.audit_id, one.event.seq))[-SHOWN:])


def words_wanted(happenings: tuple[Happening, ...]) -> set[str]:
    """The ids of the texts that telling these needs."""
    ids: set[str] = set()

    def note(ref: TextRef) -> str:
        ids.add(ref.id)
        return ""

    for one in happenings:
        sentence(one.event, str, note)
    return ids


def told(happenings: tuple[Happening, ...], directory: Directory, words: dict[str, str | None]) -> tuple[str, ...]:
    """Each in a line: London's time of day, the audit, and the sentence."""
    name_of: Callable[[str], str] = lambda person: _name(directory, person)  # noqa: E731 - handed on, twice
    lines = (sentence(one.event, name_of, lambda ref: words.get(ref.id) or ERASED) for one in happenings)
    return tuple(
        f"{in_london(one.event.at):%H:%M:%S} {one.audit_id}: {line}"
        for one, line in zip(happenings, lines, strict=True)
    )


def _name(directory: Directory, person: str) -> str:
    known = directory.people.get(person)
    return known.name if known else person
