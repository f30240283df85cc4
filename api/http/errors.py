"""What only the HTTP doors can answer.

DoorError
├── NotSignedIn      no token, or one that is no good (401)
├── SignInAway       whether a token is good cannot be known now (503)
├── Forbidden        signed in, and not somebody who may (403)
├── Malformed        the request cannot be read: each slip with its place (422)
├── OtherBody        the Idempotency-Key was used for another request (422)
├── NotJson          the body is said to be something else (415)
├── TooLarge         the body is too long (413)
├── TooMany          too many requests in a short time (429)
└── NothingThere     no such thing, or none that the caller may know of (404)
"""

from collections.abc import Sequence
from typing import NamedTuple

from api.access import Capability
from api.errors import DoorError


class Slip(NamedTuple):
    """One thing that is wrong with a request: where (a JSON pointer, or the parameter's name), and what to do."""

    pointer: str
    detail: str


class NotSignedIn(DoorError):
    """Says why in a sentence; never repeats the token."""


class SignInAway(DoorError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The sign-in is away ({reason}): try again in a moment.")


class Forbidden(DoorError):
    def __init__(self, capability: Capability) -> None:
        super().__init__(f"You may not {capability} here: ask somebody who may, or an administrator of the directory.")


class Malformed(DoorError):
    def __init__(self, slips: Sequence[Slip]) -> None:
        self.slips = tuple(slips)
        first = self.slips[0]
        super().__init__(f"{first.pointer or 'body'}: {first.detail}." if self.slips else "It cannot be read.")


class OtherBody(DoorError):
    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for another request: give each request a key of its own.")


class NotJson(DoorError):
    def __init__(self, wanted: str = "application/json") -> None:
        super().__init__(f"The body must be {wanted}: say so in Content-Type.")


class TooLarge(DoorError):
    def __init__(self, limit: int) -> None:
        super().__init__(f"The body is longer than {limit:,} bytes: send less at once.")


class TooMany(DoorError):
    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many requests: wait {seconds} s, then go on more slowly.")


class NothingThere(DoorError):
    def __init__(self, noun: str, name: str) -> None:
        super().__init__(f"There is no {noun} {name}: check its id.")


class NoSuchFeed(NothingThere):
    def __init__(self) -> None:
        DoorError.__init__(
            self, "No calendar is at this address, or none any more: make a new one with `starter.py feed`."
        )
