"""What was put right in an audit: what each thing says now beside what stood there before, in words."""

from sqlalchemy.ext.asyncio import AsyncConnection

from api.story import speech_of
from domain import events as e
from domain.directory import Directory
from domain.story_of_corrections import changes
from domain.story_words import Speech
from domain.values import AuditId
from storage import reading
from storage.shown import CorrectionLine


async def corrections(connection: AsyncConnection, directory: Directory, audit_id: AuditId) -> list[CorrectionLine]:
    """All of them, oldest first; empty when nothing was put right."""
    events = await reading.amended(connection, audit_id)
    speech = await speech_of(connection, directory, events)
    return [line for event in events if isinstance(event, e.Amended) for line in _lines(event, speech)]


def _lines(event: e.Amended, speech: Speech) -> list[CorrectionLine]:
    return [
        CorrectionLine(
            seq=event.seq,
            at=event.at,
            by=event.by,
            what=event.what,
            finding_id=event.finding_id,
            action_id=event.action_id,
            now=change.now,
            before=change.before,
            reason=speech.words_of(event.reason),
        )
        for change in changes(event, speech)
    ]
