"""A draft is an audit that could be started: rehearsed first, so that a bad one is refused before anything is kept."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from api.errors import BadInput, Place
from api.openings import Keep
from domain.commands import Opening
from domain.errors import Refusal
from domain.opening import open_audit
from domain.values import AuditId, Key, TextRef


class Draft(NamedTuple):
    """Where it was handed in, and how its opening is made once its words are kept."""

    place: Place
    audit_id: AuditId
    framework: str
    build: Callable[[Keep], Opening]
    restricted_to: tuple[Key, ...] = ()
    """The only people who may know of it; empty: everybody near it."""


class Rehearsal(NamedTuple):
    """What starting a draft would come to: the words to keep, the events its log would hold at least, and by whom."""

    words: tuple[str, ...]
    events: int
    by: Key


def rehearse(draft: Draft, now: datetime) -> Rehearsal:
    """Opens a draft without keeping or starting anything; raises BadInput with its place if it would be refused."""
    words: dict[str, TextRef] = {}
    try:
        opening = draft.build(lambda text: words.setdefault(text, stand_in(text)))
        events = open_audit(opening, now)
    except BadInput:
        raise
    except (Refusal, ValueError) as refusal:
        raise BadInput(draft.place, str(refusal)) from None
    return Rehearsal(tuple(words), len(events), opening.start.by)


def stand_in(text: str) -> TextRef:
    """What a rehearsal uses instead of a kept text."""
    digest = sha256(text.encode()).hexdigest()
    return TextRef(id=digest, digest=digest)
