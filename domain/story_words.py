"""The small words that every sentence of the story is made with."""

from collections.abc import Callable
from typing import NamedTuple

from domain.values import Key, TextRef, Wording

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Speech(NamedTuple):
    """Who is called what, and what people wrote."""

    name: Callable[[Key], str]
    words_of: Callable[[TextRef], str]

    def words(self, wording: Wording | None) -> str:
        """A framework's sentence as it is, a person's own words in quotation marks."""
        if wording is None:
            return ""
        if isinstance(wording, str):
            return wording
        return f"“{self.words_of(wording).removesuffix('.')}”"

    def reason(self, wording: Wording | None) -> str:
        """The end of a sentence that gives its reason, or just its full stop."""
        return f": {self.words(wording)}." if wording else "."

    def plain(self, key: str) -> str:
        """`help_and_protection` as people say it."""
        return key.replace("_", " ")


def met(is_met: bool) -> str:  # noqa: FBT001 - the fact that is put into words
    """`met` or `not met`."""
    return "met" if is_met else "not met"


def times(number: int) -> str:
    """`once`, `twice`, `three times`."""
    if number <= len(("once", "twice")):
        return ("never", "once", "twice")[number]
    return f"{_SMALL[number] if number < len(_SMALL) else number} times"
