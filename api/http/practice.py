"""Good practice, found again by standard; and compliments, handed in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access import Capability
from api.forms import Name
from api.http.body import Body
from api.http.once import Once, asking
from api.http.room import room
from api.http.shapes import Shape
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.practice import MOST, ComplimentForm, Handed, PracticeShown, check, keep, practices
from api.relations import About
from domain.values import Key

Reads = Annotated[Visit, Depends(May(Capability.READ_PRACTICE))]
HandsIn = Annotated[Once, Depends(asking(Capability.HAND_IN_VIEWS))]


class PracticeAsked(BaseModel):
    """Of which standard, and of which team only."""

    model_config = ConfigDict(extra="forbid")
    standard: Name
    team: Key | None = None
    limit: int = Field(50, ge=1, le=MOST)


class GoodPractice(Shape):
    """What was seen of it, the latest first."""

    items: list[PracticeShown]


class ComplimentTaken(Shape):
    """A compliment that is kept."""

    compliment_id: str
    standard: str
    team: str


def router() -> APIRouter:
    """Both."""
    routes = room("practice")
    routes.add_api_route("/good-practice", found, response_model=GoodPractice)
    routes.add_api_route("/compliments", take, methods=["POST"], response_model=ComplimentTaken)
    return routes


async def found(request: Request, visit: Reads, asked: Annotated[PracticeAsked, Query()]) -> Response:
    """Strengths and compliments of one standard; their words only where the caller may see the audit or the team's."""
    scope = visit._replace(capability=Capability.READ_AUDITS).scope
    async with visit.doors.database.reading() as connection:
        items = await practices(connection, asked.standard, asked.team, scope, asked.limit)
        await visit.note(connection, [one.audit_id for one in items if one.audit_id])
    return tagged(request, GoodPractice(items=items))


async def take(once: HandsIn, form: Annotated[ComplimentForm, Depends(Body(ComplimentForm))]) -> Response:
    """Hand in a compliment about an audit or a team's work."""
    visit, doors = once.visit, once.visit.doors
    check(form, doors.policies, doors.clock())
    team = await _team(visit, form)

    async def do(command_id: Key) -> BaseModel:
        await keep(doors.record, form, Handed(team, visit.by, command_id, doors.clock()))
        return ComplimentTaken(compliment_id=command_id, standard=form.standard, team=team)

    return await once.answer("compliments", form, do)


async def _team(visit: Visit, form: ComplimentForm) -> Key:
    """The team that it is about; raises NoSuchAudit, or Forbidden."""
    if form.audit_id:
        async with visit.doors.database.reading() as connection:
            return (await visit.enter(connection, form.audit_id)).team
    visit.check(About(form.team or "", "", frozenset()))
    return form.team or ""
