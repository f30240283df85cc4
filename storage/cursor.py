"""Where a list goes on: the place of the last row that was shown, in a form that others hand back unread."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence


class CursorUnreadable(ValueError):
    """It is none of ours, or belongs to a list in another order."""

    def __init__(self) -> None:
        super().__init__("it is not a place in this list: leave it out to begin at the first page")


def cursor(order: str, place: Sequence[str | int]) -> str:
    """The place of a row in a list of this order."""
    return urlsafe_b64encode(json.dumps([order, *place], separators=(",", ":")).encode()).decode().rstrip("=")


def place(order: str, given: str, kinds: Sequence[type]) -> list[str | int]:
    """The place that was handed out as `given`, one value of each kind. Raises CursorUnreadable."""
    try:
        padded = given + "=" * (-len(given) % 4)
        read = json.loads(urlsafe_b64decode(padded.encode("ascii")))
    except ValueError:
        raise CursorUnreadable from None
    if not _is_place(read, order, kinds):
        raise CursorUnreadable
    return list(read[1:])


def _is_place(read: object, order: str, kinds: Sequence[type]) -> bool:
    if not isinstance(read, list) or len(read) != len(kinds) + 1 or read[0] != order:
        return False
    return all(type(one) is kind and "\0" not in str(one) for one, kind in zip(read[1:], kinds, strict=True))
