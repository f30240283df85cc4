"""The desk of notes beside the record."""

from typing_extensions import override

from api import notes, notes_told
from api.command_line.beside import OPERATOR
from api.command_line.doors import Doors
from api.command_line.notes_desk import Gone, Left, NoteDesk
from api.errors import BadInput, NoSuchAudit
from api.notes import Wanted
from api.notes_told import Blindfold, NoteTold
from api.operating import Why
from domain.values import AuditId, Key
from storage.notes import Part
from storage.restrictions import around


class Beside(NoteDesk):
    """On the machine of the record."""

    def __init__(self, doors: Doors) -> None:
        self._doors, self._record, self._clock = doors, doors.record, doors.surroundings.clock

    @override
    async def leave(self, left: Left) -> str:
        wanted = Wanted(left.audit_id, left.command_id, _by(left.by), left.form, left.action_id)
        return (await notes.leave(self._record, self._doors.policies.meanings(), wanted, self._clock())).note_id

    @override
    async def of(self, audit_id: AuditId, action_id: Key | None) -> list[NoteTold]:
        directory = await self._record.directory()
        async with self._record.database.reading() as connection:
            if await around(connection, audit_id) is None:
                raise NoSuchAudit(audit_id)
            return await notes_told.told(connection, directory, audit_id, Part(action_id), Blindfold())

    @override
    async def withdraw(self, gone: Gone) -> None:
        await notes.withdraw(self._record, gone.audit_id, gone.note_id, _by(gone.by), self._clock())

    @override
    async def erase(self, gone: Gone) -> None:
        why = Why(gone.by or OPERATOR, gone.reason)
        await notes.erase(self._record, gone.audit_id, gone.note_id, why, self._clock())


def _by(by: str | None) -> Key:
    if not by:
        raise BadInput("--by", "say whose note it is.")
    return by
