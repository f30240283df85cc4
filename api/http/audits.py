"""One audit: starting it, seeing it whole, its actions, and its story."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access import Capability
from api.errors import Place
from api.forms import AuditForm, Form
from api.http import shown
from api.http.body import Body
from api.http.evidence import proposal_of
from api.http.once import Once, asking
from api.http.room import room
from api.http.shapes import ActionItem, Shape, Started, StoryItem
from api.http.starts import Skipped, start_all, start_one
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.http.whole_shapes import AuditWhole
from api.story import story
from domain.values import AuditId, Key

Reads = Annotated[Visit, Depends(May(Capability.READ_AUDITS))]
Starts = Annotated[Once, Depends(asking(Capability.START_AUDITS))]


class ManyForm(Form):
    """Many audits at once; with `skip_bad` those that can be started are.

    With `rehearsal` nothing is started: the answer says what would be, and what is wrong with each of the others.
    """

    audits: tuple[AuditForm, ...] = Field(min_length=1, max_length=500)
    skip_bad: bool = False
    rehearsal: bool = False


class ManyStarted(Shape):
    """What became of many audits."""

    started: list[str]
    already: list[str]
    skipped: list[Skipped]


class StoryAsked(BaseModel):
    """From where an audit's story is told."""

    model_config = ConfigDict(extra="forbid")
    after: int = Field(0, ge=0, le=2_000_000_000, description="Events up to this one are left out; notes since stay.")


class Story(Shape):
    """An audit's events, oldest first."""

    items: list[StoryItem]


def router() -> APIRouter:
    """All of it."""
    routes = room("audits")
    routes.add_api_route("/audits", start, methods=["POST"], response_model=Started)
    routes.add_api_route("/audit-batches", start_many, methods=["POST"], response_model=ManyStarted)
    routes.add_api_route("/audits/{audit_id}", whole, response_model=AuditWhole)
    routes.add_api_route("/audits/{audit_id}/actions/{action_id}", action, response_model=ActionItem)
    routes.add_api_route("/audits/{audit_id}/story", tell, response_model=Story)
    return routes


async def start(once: Starts, form: Annotated[AuditForm, Depends(Body(AuditForm))]) -> Response:
    """Start a returned audit; the answer comes once it is recorded. Starting one twice starts one."""
    return await start_one(once, form)


async def start_many(once: Starts, form: Annotated[ManyForm, Depends(Body(ManyForm))]) -> Response:
    """Start many audits: all are checked before the first starts; the answer comes once all are recorded."""

    async def do(_: Key) -> BaseModel:
        forms = {Place(f"/audits/{number}"): one for number, one in enumerate(form.audits)}
        outcome = await start_all(once.visit, forms, skip_bad=form.skip_bad, is_rehearsal=form.rehearsal)
        skipped = [Skipped(pointer=str(one.place), detail=one.sentence) for one in outcome.skipped]
        return ManyStarted(started=list(outcome.started), already=list(outcome.already), skipped=skipped)

    return await once.answer("audits", form, do)


async def whole(audit_id: AuditId, request: Request, visit: Reads) -> Response:
    """An audit with its standards, actions and findings."""
    directory = await visit.doors.council.directory()
    async with visit.reading(audit_id) as (connection, around):
        audit = await shown.whole(connection, directory, audit_id, visit.look, around.named)
        asked = await proposal_of(visit, connection, audit_id)
    return tagged(request, audit.model_copy(update={"proposal": asked}))


async def action(audit_id: AuditId, action_id: Key, request: Request, visit: Reads) -> Response:
    """One action."""
    directory = await visit.doors.council.directory()
    async with visit.reading(audit_id) as (connection, _):
        found = await shown.action(connection, directory, audit_id, action_id, visit.look)
    return tagged(request, found)


async def tell(audit_id: AuditId, request: Request, visit: Reads, asked: Annotated[StoryAsked, Query()]) -> Response:
    """The audit's story in plain words, from its log and its notes; `after` leaves out what is known already."""
    directory = await visit.doors.council.directory()
    async with visit.reading(audit_id) as (connection, _):
        is_blind = await visit.is_blind(connection, audit_id)
        told = await story(connection, directory, audit_id, asked.after, is_blind=is_blind)
    return tagged(request, Story(items=[StoryItem(**one._asdict()) for one in told]))
