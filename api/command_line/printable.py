"""What somebody wrote may hold characters that steer a terminal: none of them reaches one."""

import re

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """The text without control characters; new lines and tabs stay."""
    return _STEERING.sub("", text)


def escaped(written: str) -> str:
    """The same for JSON, which has a way to say them."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
