"""The chain that makes the log tell when somebody has touched it: each event is hashed together with all before it."""

from collections.abc import Iterable
from hashlib import sha256

from domain.events import AnyEvent
from domain.values import Value

SHAPE = 1
"""The version of the events' written form. Older shapes are read through an upcaster."""


class Head(Value):
    """The end of a log: its last `seq`, and the digest of everything up to there."""

    seq: int = 0
    digest: str = ""


class Link(Value):
    """One event as it is kept: the exact text that was hashed, and the digest of it and all before."""

    seq: int
    body: str
    digest: str


def linked(head: Head, events: Iterable[AnyEvent]) -> list[Link]:
    """The events written down and chained to what came before."""
    links: list[Link] = []
    digest = head.digest
    for event in events:
        body = event.model_dump_json()
        digest = digest_of(digest, body)
        links.append(Link(seq=event.seq, body=body, digest=digest))
    return links


def digest_of(before: str, body: str) -> str:
    """The digest (64 hex digits) of a written event and the digest before it (empty for the first)."""
    return sha256(f"{before}\n{body}".encode()).hexdigest()


def end_of(head: Head, links: list[Link]) -> Head:
    """The head after these links."""
    return Head(seq=links[-1].seq, digest=links[-1].digest) if links else head
