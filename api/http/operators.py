"""For operators: the engine's own history, what is stuck and why, verbs with a reason, and what was done with them."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api import operating
from api.access import Capability
from api.engine_pending import pending
from api.engine_story import Place, engine_story
from api.errors import NotReachable
from api.forms import Form, Words
from api.http.body import Body
from api.http.lists import Asked
from api.http.once import Once, asking
from api.http.operator_shapes import (
    EngineHistory,
    Nudged,
    OperationItem,
    PendingItem,
    Resent,
    RunItem,
    StepItem,
    TroubleItem,
    Troubles,
)
from api.http.room import room
from api.http.shapes import Paged
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.operating import Why
from api.troubles import of_tables, troubles
from domain.values import AuditId, Key
from storage import operations, restrictions
from storage.cursor import cursor, place

ReadsEngine = Annotated[Visit, Depends(May(Capability.READ_ENGINE))]
ReadsAccess = Annotated[Visit, Depends(May(Capability.READ_ACCESS))]
Operates = Annotated[Once, Depends(asking(Capability.OPERATE))]
NOTICE = r"^[A-Za-z0-9._/:-]{1,400}$"


class Reason(Form):
    """Why it is done: about the machine, never about a child."""

    reason: Words


class ResendForm(Reason):
    """Which dead notices leave again; without `notices`, all."""

    notices: tuple[Annotated[str, Field(pattern=NOTICE)], ...] | None = Field(None, min_length=1, max_length=500)


class EngineAsked(BaseModel):
    """From where the engine's history is told."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(200, ge=1, le=500)
    cursor: str | None = Field(None, max_length=1000)


class OperationsAsked(Asked):
    about: str | None = Field(None, pattern=NOTICE)


def router() -> APIRouter:
    """All of it."""
    routes = room("operators")
    routes.add_api_route("/audits/{audit_id}/engine", engine, response_model=EngineHistory)
    routes.add_api_route("/stuck", stuck, response_model=Troubles)
    routes.add_api_route("/audits/{audit_id}/nudge", nudge, methods=["POST"], response_model=Nudged)
    routes.add_api_route("/notices/resend", resend, methods=["POST"], response_model=Resent)
    routes.add_api_route("/operations", done, response_model=Paged[OperationItem])
    return routes


async def engine(
    audit_id: AuditId, request: Request, visit: ReadsEngine, asked: Annotated[EngineAsked, Query()]
) -> Response:
    """The engine's events of all runs of an audit's workflow, times, tries and failures, and what it waits for."""
    async with visit.reading(audit_id):
        pass
    client = await visit.doors.way.client()
    told = await engine_story(client, audit_id, after=_after(asked.cursor), limit=asked.limit)
    waits = await pending(client, audit_id) or []
    return tagged(
        request,
        EngineHistory(
            runs=[RunItem(**one._asdict()) for one in told.runs] if told else [],
            items=[StepItem(**one._asdict()) for one in told.steps] if told else [],
            pending=[PendingItem(**one._asdict()) for one in waits],
            next=cursor("engine", [*told.next]) if told and told.next else None,
        ),
    )


async def stuck(request: Request, visit: Annotated[Visit, Depends(May(Capability.OPERATE))]) -> Response:
    """What an operator must look at: alarms, dead letters, effects that fail, workflows gone or standing still."""
    database, now = visit.doors.database, visit.doors.clock()
    try:
        found, answers = await troubles(database, await visit.doors.way.client(), now), True
    except NotReachable:
        found, answers = await of_tables(database), False
    async with database.transaction() as connection:
        hidden = await restrictions.hidden(connection, [one.audit_id for one in found], visit.by)
        shown = [one for one in found if one.audit_id not in hidden]
        await visit.note(connection, [one.audit_id for one in shown if one.kind not in ("programme", "webhook")])
    items = [TroubleItem(**one._asdict()) for one in shown]
    return tagged(request, Troubles(items=items, restricted=len(found) - len(shown), engine_answers=answers))


async def nudge(audit_id: AuditId, once: Operates, form: Annotated[Reason, Depends(Body(Reason))]) -> Response:
    """A stuck audit tries again at once, and its alarms are put away: what is still wrong is raised anew."""

    async def do(_: Key) -> BaseModel:
        doors = once.visit.doors
        async with once.visit.reading(audit_id):
            pass
        engine = await doors.way.engine()
        settled = await operating.nudge(engine, doors.record, audit_id, _why(once.visit, form), doors.clock())
        return Nudged(audit_id=audit_id, alarms_settled=settled)

    return await once.answer(audit_id, form, do)


async def resend(once: Operates, form: Annotated[ResendForm, Depends(Body(ResendForm))]) -> Response:
    """Dead notices leave again, with all their tries."""

    async def do(_: Key) -> BaseModel:
        doors, why = once.visit.doors, _why(once.visit, form)
        known = None if form.notices is None else await _known(once.visit, form.notices)
        return Resent(resent=await operating.resend(doors.record, known, why, doors.clock()))

    return await once.answer("notices", form, do)


async def done(request: Request, visit: ReadsAccess, asked: Annotated[OperationsAsked, Query()]) -> Response:
    """What operators did, to what and why; latest first."""
    before = int(place("operations", asked.cursor, [int])[0]) if asked.cursor else None
    limit = asked.limit
    database = visit.doors.database
    found = await operations.operations(database, asked.about, limit=limit + 1, before_number=before, reader=visit.by)
    following = cursor("operations", [found[limit - 1].number]) if len(found) > limit else None
    items = [OperationItem(**{**one._asdict(), "outcome": dict(one.outcome)}) for one in found[:limit]]
    return tagged(request, Paged(items=items, next=following))


async def _known(visit: Visit, notices: Sequence[str]) -> list[str]:
    """Those that are not of audits which the caller may not know of: they begin with their audit's id."""
    async with visit.doors.database.transaction() as connection:
        hidden = await restrictions.hidden(connection, [one.split("/")[0] for one in notices], visit.by)
    return [one for one in notices if one.split("/")[0] not in hidden]


def _after(given: str | None) -> Place | None:
    if given is None:
        return None
    run_id, number = place("engine", given, [str, int])
    return Place(str(run_id), int(number))


def _why(visit: Visit, form: Reason) -> Why:
    return Why(visit.by, form.reason, visit.request_id)
