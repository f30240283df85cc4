"""What was put right, each in a sentence that says what stood there before."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.story_words import Speech


def _undone(event: e.VerificationUndone, speech: Speech) -> str:
    again = f"that action {event.action_id} was verified: the claim waits to be looked at again"
    return f"{speech.name(event.by)} undid {again}{speech.reason(event.reason)}"


OF_CORRECTIONS: dict[type[e.Event], Callable[[Any, Speech], str]] = {
    e.VerificationUndone: _undone,
}
