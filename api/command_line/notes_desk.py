"""The desk of notes: what their commands ask, beside the engine or from afar, with the same answers."""

from typing import NamedTuple, Protocol

from api.notes import NoteForm
from api.notes_told import NoteTold
from domain.values import AuditId, Key


class Left(NamedTuple):
    """A note to be left; `by` None is whoever is signed in."""

    audit_id: AuditId
    action_id: Key | None
    form: NoteForm
    by: str | None
    command_id: Key


class Gone(NamedTuple):
    """Which note's words are to go; `reason` is an operator's."""

    audit_id: AuditId
    note_id: str
    by: str | None
    reason: str = ""


class NoteDesk(Protocol):
    """Each answer is awaited; each raises DoorErrors."""

    async def leave(self, left: Left) -> str:
        """The note's id."""
        ...

    async def of(self, audit_id: AuditId, action_id: Key | None) -> list[NoteTold]:
        """The first first."""
        ...

    async def withdraw(self, gone: Gone) -> None: ...

    async def erase(self, gone: Gone) -> None: ...
