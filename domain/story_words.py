"""The small words that every sentence of the story is made with."""

from collections.abc import Callable, Sequence
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

    def standard(self, key: Key) -> str:
        """`the standard ‘plan is smart’`."""
        return f"the standard ‘{self.plain(key)}’"

    def plain(self, key: str) -> str:
        """`help_and_protection` as people say it."""
        return key.replace("_", " ")


def met(is_met: bool) -> str:  # noqa: FBT001 - the fact that is put into words
    """`met` or `not met`."""
    return "met" if is_met else "not met"


def again(rounds: int) -> str:
    """` again`, or, where several rounds came to one, ` again, three rounds in one`; nothing the first time."""
    if rounds <= 1:
        return " again" if rounds else ""
    return f" again, {_SMALL[rounds] if rounds < len(_SMALL) else rounds} rounds in one"


def listed(things: Sequence[str]) -> str:
    """`one`, `one and another`, `one, another and a third`."""
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last
