"""The desk of notes from afar: it asks the API, as whoever is signed in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from typing_extensions import override

from api.command_line.afar_paths import of_audit
from api.command_line.caller import Caller
from api.command_line.calling import Line, Sent
from api.command_line.notes_desk import Gone, Left, NoteDesk
from api.errors import NotKnown
from api.http.notes import NoteGone, NoteItem, NoteLeft
from api.http.shapes import Paged
from api.notes_told import NoteTold
from domain.values import AuditId, Key


class Afar(NoteDesk):
    """At the other end of a line."""

    def __init__(self, line: Line, ids: Callable[[], Key]) -> None:
        self._line, self._ids, self._caller = line, ids, Caller(line)

    @override
    async def leave(self, left: Left) -> str:
        await self._caller.check(left.by)
        said = left.form.model_dump(mode="json")
        sent = Sent(said, left.command_id, NotKnown(left.command_id))
        return (await self._line.post(_path(left.audit_id, left.action_id), sent, NoteLeft)).note_id

    @override
    async def of(self, audit_id: AuditId, action_id: Key | None) -> list[NoteTold]:
        found = await self._line.all(_path(audit_id, action_id), Paged[NoteItem])
        return [NoteTold(**one.model_dump()) for one in found]

    @override
    async def withdraw(self, gone: Gone) -> None:
        await self._take(gone, "withdraw", {})

    @override
    async def erase(self, gone: Gone) -> None:
        await self._take(gone, "erase", {"reason": gone.reason})

    async def _take(self, gone: Gone, how: str, said: dict[str, Any]) -> None:
        await self._caller.check(gone.by)
        path = f"{_path(gone.audit_id, None)}/{quote(gone.note_id, safe='')}/{how}"
        await self._line.post(path, Sent(said, self._ids()), NoteGone)


def _path(audit_id: AuditId, action_id: Key | None) -> str:
    action = f"/actions/{quote(action_id, safe='')}" if action_id else ""
    return f"{of_audit(audit_id)}{action}/notes"
