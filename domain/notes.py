"""Notes that people leave on an audit: what one may hold, whom a mention reaches, and every way to say no.

Refusal
├── NotSeen             who writes may not see the audit
├── MentionsSelf
├── MayNotBeMentioned   who is mentioned may not see the audit
├── MentionedBlind      who is mentioned is to hear nothing of what it found
└── NotYourNote
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from unicodedata import category

from domain.directory import Directory, stand_in
from domain.errors import Refusal
from domain.named import named
from domain.rules import Rules
from domain.sending import Leaving, leaving
from domain.values import Key

MOST = 4_000
"""Characters of a note."""
MOST_MENTIONED = 20
"""People of one note: whoever wants more tells a team."""
_KEPT = "\n\t"
_UNREADABLE = ("Cc", "Cs")  # control characters, and halves of characters
_UNSEEN = ("Z", "C")


class NotSeen(Refusal):
    def __init__(self, person: Key) -> None:
        super().__init__(f"{person} may not see this audit, and so leave no note on it: ask somebody who may.")


class MentionsSelf(Refusal):
    def __init__(self, person: Key) -> None:
        super().__init__(f"{person} writes this note: mention somebody else, or nobody.")


class MayNotBeMentioned(Refusal):
    """Says who may; of a restricted audit, whom it is restricted to."""

    def __init__(self, person: Key, only: frozenset[Key] | None) -> None:
        who = "its auditor, an owner of its actions, a manager of its team or above them, an auditor or a moderator"
        right = f"one of those it is restricted to ({named(sorted(only))})" if only is not None else who
        super().__init__(f"{person} may not see this audit, and a mention lets nobody in: mention {right}.")


class MentionedBlind(Refusal):
    def __init__(self, person: Key) -> None:
        super().__init__(
            f"{person} may be asked for the second grade of this audit and is to hear nothing of it before: "
            "mention them once it is given."
        )


class NotYourNote(Refusal):
    def __init__(self, note_id: str, author: Key) -> None:
        super().__init__(f"Note {note_id} is {author}'s: ask them to withdraw it, or an operator to erase it.")


class Hearer(NamedTuple):
    """Who is told of a note, and for whom they stand in, if they do."""

    person: Key
    stands_in_for: Key | None = None


class Telling(NamedTuple):
    """Who is told, from when, whether together with other notices then, and by which channel."""

    hearer: Hearer
    when: Leaving
    channel: str


def note_words(given: str) -> str:
    """What a note says, without the blanks around it; raises ValueError that says what to put right."""
    words = given.replace("\r\n", "\n").strip()
    if any(category(one) in _UNREADABLE and one not in _KEPT for one in words):
        raise ValueError("it holds a character that no text has: remove it")
    if all(category(one).startswith(_UNSEEN) for one in words):
        raise ValueError("it says nothing: write at least a word")
    if len(words) > MOST:
        raise ValueError(f"it has {len(words):,} characters: write at most {MOST:,}")
    return words


def hearers(directory: Directory, mentioned: Sequence[Key], author: Key, at: datetime) -> Iterator[Hearer]:
    """Everybody mentioned, who finds it when they are back; and for whoever is away, who stands in for them.

    A stand-in who wrote the note, or is mentioned too, is not told twice.
    """
    told = {author, *mentioned}
    yield from (Hearer(one) for one in mentioned)
    for one in mentioned:
        other = stand_in(directory, one, at)
        if other and other.person not in told:
            told.add(other.person)
            yield Hearer(other.person, one)


def telling(directory: Directory, hearer: Hearer, rules: Rules, at: datetime) -> Telling:
    """When a mention leaves: within the sending hours of the audit's rules, as its hearer chose; it is never urgent."""
    known = directory.people[hearer.person]
    return Telling(hearer, leaving(at, rules.sending, rules.calendar, choice=known.digest_at), known.channel)
