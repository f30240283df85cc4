"""What happens to standards under watch, each in a sentence."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.dates_in_words import due_in_words
from domain.story_words import Speech, listed


def _watching(event: e.WatchingStarted, speech: Speech) -> str:
    standards = listed([f"‘{speech.plain(each)}’" for each in event.standards])
    are = "is" if len(event.standards) == 1 else "are"
    until = due_in_words(event.until).removeprefix("by ")
    return f"Nothing is left to do. Until {until}, when the audit closes, {standards} {are} watched."


def _ended(event: e.WatchEnded, speech: Speech) -> str:
    return f"{speech.standard(event.standard)} held for as long as it was watched."


def _slipped(event: e.StandardSlipped, speech: Speech) -> str:
    return f"{speech.standard(event.standard)} slipped while it was watched: it is unmet again."


OF_WATCHES: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.WatchingStarted: _watching,
    e.WatchEnded: _ended,
    e.StandardSlipped: _slipped,
}
