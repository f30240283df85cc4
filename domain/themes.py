"""What a finding in an inspector's own words is about, by the framework's table of words."""

import re
from functools import cache

from domain.framework import Framework, Theme

_HYPHENS = re.compile(r"[\s\-‐‑‒–—−/]+")
_QUOTES = str.maketrans("‘’ʼ“”", "'''\"\"")


def theme_of(framework: Framework, text: str) -> Theme | None:
    """The first theme of the framework with a word or phrase in the text; None when no theme has one."""
    plain = _plain(text)
    return next((theme for theme in framework.themes if _any_of(theme.words).search(plain)), None)


def _plain(text: str) -> str:
    """Small letters, straight quotes, one space for each hyphen and gap: reports break them at will."""
    return _HYPHENS.sub(" ", text.translate(_QUOTES).casefold()).strip()


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_whole(word) for word in words))


def _whole(word: str) -> str:
    plain = re.escape(_plain(word.rstrip("*")))
    return rf"(?<!\w){plain}" + ("" if word.endswith("*") else r"(?!\w)")
