"""What happens to a complaint, in sentences."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.complaint import Complaint
from domain.dates_in_words import day_in_words, due_in_words
from domain.story_words import Speech


def complained(complaint: Complaint | None, speech: Speech) -> str:
    """When it was received, and what it says."""
    if complaint is None:
        return ""
    reference = f" as {complaint.reference}" if complaint.reference else ""
    said = f": {speech.words(complaint.text)}" if complaint.text else ""
    return f" The complaint was received on {day_in_words(complaint.received_on)}{reference}{said}."


def point(event: e.FindingNoted, speech: Speech) -> str:
    """What the response says of one point."""
    concern = ", an immediate safety concern" if event.is_safety else ""
    about = f"about {speech.standard(event.standard)}{concern}"
    return f"Point {event.finding_id}, {about}, was {speech.plain(event.answer or '')}: {speech.words(event.text)}."


def _extended(event: e.ResponseExtended, speech: Speech) -> str:
    moved = f"now due {due_in_words(event.due_at)}, first {due_in_words(event.before)}"
    return f"{speech.name(event.by)} extended the response to the complaint, {moved}{speech.reason(event.reason)}"


OF_COMPLAINTS: dict[type[e.Event], Callable[[Any, Speech], str]] = {e.ResponseExtended: _extended}
