"""Notes on an audit or on one of its actions: leaving one, reading them, and taking the words of one away."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from api import notes
from api.access import Capability
from api.http import shown
from api.http.body import Body
from api.http.command_forms import Nothing
from api.http.lists import Asked
from api.http.once import Once, asking
from api.http.operators import Reason
from api.http.room import room
from api.http.shapes import Paged, Shape
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.notes import NoteForm, Wanted
from api.notes_told import Blindfold, told
from api.operating import Why
from domain.values import AuditId, Key
from storage.cursor import cursor, place
from storage.notes import NoteLine, Part

Reads = Annotated[Visit, Depends(May(Capability.READ_AUDITS))]
Leaves = Annotated[Once, Depends(asking(Capability.LEAVE_NOTES))]
Operates = Annotated[Once, Depends(asking(Capability.OPERATE))]
NoteId = Annotated[str, Path(pattern=r"^n-[1-9][0-9]{0,8}$", description="Such as n-1.")]
Said = Annotated[NoteForm, Depends(Body(NoteForm))]
ON_AUDIT, ON_ACTION = "/audits/{audit_id}/notes", "/audits/{audit_id}/actions/{action_id}/notes"


class NoteItem(Shape):
    """A note that somebody left."""

    note_id: str = Field(description="Within its audit.")
    at: datetime
    by: str
    by_name: str
    action_id: str | None = Field(description="The action it is about; null: the audit.")
    mentioned: list[str]
    text: str | None = Field(description="Null once it was withdrawn or erased.")
    gone_at: datetime | None
    gone_by: str | None = Field(description="Who took the words away: its author, or an operator.")


class NoteLeft(Shape):
    """A note that is kept. Its words are read with the others: nothing else keeps them."""

    note_id: str
    at: datetime
    mentioned: list[str]


class NoteGone(Shape):
    """A note whose words are gone for good."""

    note_id: str
    gone_at: datetime | None
    gone_by: str | None


def router() -> APIRouter:
    """All of it."""
    routes = room("notes")
    routes.add_api_route(ON_AUDIT, of_audit, response_model=Paged[NoteItem])
    routes.add_api_route(ON_AUDIT, leave_on_audit, methods=["POST"], response_model=NoteLeft)
    routes.add_api_route(ON_ACTION, of_action, response_model=Paged[NoteItem])
    routes.add_api_route(ON_ACTION, leave_on_action, methods=["POST"], response_model=NoteLeft)
    routes.add_api_route(ON_AUDIT + "/{note_id}/withdraw", withdraw, methods=["POST"], response_model=NoteGone)
    routes.add_api_route(ON_AUDIT + "/{note_id}/erase", erase, methods=["POST"], response_model=NoteGone)
    return routes


async def of_audit(audit_id: AuditId, request: Request, visit: Reads, asked: Annotated[Asked, Query()]) -> Response:
    """The notes on an audit and on its actions, the first first."""
    return tagged(request, await _page(visit, audit_id, None, asked))


async def of_action(
    audit_id: AuditId, action_id: Key, request: Request, visit: Reads, asked: Annotated[Asked, Query()]
) -> Response:
    """The notes on one action."""
    return tagged(request, await _page(visit, audit_id, action_id, asked))


async def leave_on_audit(audit_id: AuditId, once: Leaves, form: Said) -> Response:
    """Leave a note on an audit, open or closed; whoever it mentions is told that it is there, not what it says."""
    return await _leave(once, audit_id, None, form)


async def leave_on_action(audit_id: AuditId, action_id: Key, once: Leaves, form: Said) -> Response:
    """Leave a note on one action."""
    return await _leave(once, audit_id, action_id, form)


async def withdraw(
    audit_id: AuditId, note_id: NoteId, once: Leaves, form: Annotated[Nothing, Depends(Body(Nothing))]
) -> Response:
    """Its author takes its words away for good; that there was a note stays."""

    async def do(_: Key) -> BaseModel:
        doors = once.visit.doors
        return _gone(await notes.withdraw(doors.record, audit_id, note_id, once.visit.by, doors.clock()))

    return await once.answer(audit_id, form, do)


async def erase(
    audit_id: AuditId, note_id: NoteId, once: Operates, form: Annotated[Reason, Depends(Body(Reason))]
) -> Response:
    """Take the words of somebody's note away for good; noted with the reason. That there was a note stays."""

    async def do(_: Key) -> BaseModel:
        doors, visit = once.visit.doors, once.visit
        why = Why(visit.by, form.reason, visit.request_id)
        return _gone(await notes.erase(doors.record, audit_id, note_id, why, doors.clock()))

    return await once.answer(audit_id, form, do)


async def _leave(once: Once, audit_id: AuditId, action_id: Key | None, form: NoteForm) -> Response:
    async def do(command_id: Key) -> BaseModel:
        doors = once.visit.doors
        wanted = Wanted(audit_id, command_id, once.visit.by, form, action_id)
        line = await notes.leave(doors.record, doors.policies.meanings(), wanted, doors.clock())
        return NoteLeft(note_id=line.note_id, at=line.at, mentioned=[*line.mentioned])

    return await once.answer(audit_id, form, do)


async def _page(visit: Visit, audit_id: AuditId, action_id: Key | None, asked: Asked) -> Paged[NoteItem]:
    after = int(place("notes", asked.cursor, [int])[0]) if asked.cursor else 0
    directory = await visit.doors.council.directory()
    async with visit.reading(audit_id) as (connection, _):
        if action_id is not None:
            await shown.action(connection, directory, audit_id, action_id, visit.look)
        blindfold = Blindfold(visit.by, await visit.is_blind(connection, audit_id))
        part = Part(action_id, after, asked.limit + 1)
        found = await told(connection, directory, audit_id, part, blindfold)
    items = [NoteItem(**one._asdict()) for one in found[: asked.limit]]
    following = cursor("notes", [int(items[-1].note_id.removeprefix("n-"))]) if len(found) > asked.limit else None
    return Paged(items=items, next=following)


def _gone(line: NoteLine) -> NoteGone:
    return NoteGone(note_id=line.note_id, gone_at=line.gone_at, gone_by=line.gone_by)
