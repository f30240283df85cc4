"""What was typed: the words of a command, and what any of them may carry: --url and --debug."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

URL, DEBUG = "--url", "--debug"


class Typed(NamedTuple):
    """`url` is None when none was given, and empty when its value was left out."""

    words: list[str]
    url: str | None = None
    is_debugging: bool = False


def read_typed(given: Sequence[str]) -> Typed:
    """The words without what goes with every command, wherever it stood."""
    url, left = None, iter(given)
    words: list[str] = []
    for word in left:
        if word == URL or word.startswith(f"{URL}="):
            url = _value(word, left)
        elif word != DEBUG:
            words.append(word)
    return Typed(words, url, DEBUG in given)


def _value(word: str, following: Iterator[str]) -> str:
    return word.removeprefix(f"{URL}=") if "=" in word else next(following, "")
