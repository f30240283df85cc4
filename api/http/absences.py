"""Who is away and who leaves: saying so of somebody, and what those who leave still have to do."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.absences import check_absence
from api.access import Capability
from api.forms import AbsenceForm
from api.http.body import Body
from api.http.errors import Forbidden, NothingThere
from api.http.once import Once, asking
from api.http.people import may_see
from api.http.people_shapes import Away, Leavers, LeavingItem
from api.http.room import room
from api.http.tagged import tagged
from api.http.visit import May, Visit
from domain.london import DAY, local_day
from domain.people import Absence
from domain.values import Key
from storage import people
from storage.leaving import leaving as of_leavers

Says = Annotated[Once, Depends(asking(Capability.SAY_AWAY))]
Directs = Annotated[Visit, Depends(May(Capability.DIRECT_ACTIONS))]
A_YEAR = 366


class LeavingAsked(BaseModel):
    """Whose last day is over, or comes soon."""

    model_config = ConfigDict(extra="forbid")
    within: int = Field(28, ge=0, le=A_YEAR, description="Also those whose last day comes in so many days.")


def router() -> APIRouter:
    """Both."""
    routes = room("people")
    routes.add_api_route("/people/leaving", leaving, response_model=Leavers)
    routes.add_api_route("/people/{person}/absences", away, methods=["POST"], response_model=Away)
    return routes


async def leaving(request: Request, visit: Directs, asked: Annotated[LeavingAsked, Query()]) -> Response:
    """Open actions of people who have left or soon will, in the audits whose actions the caller may move."""
    until = local_day(visit.doors.clock()) + asked.within * DAY
    async with visit.doors.database.reading() as connection:
        found = await of_leavers(connection, until, visit.scope)
        await visit.note(connection, [one.audit_id for one in found])
    return tagged(request, Leavers(items=[LeavingItem(**one._asdict()) for one in found]))


async def away(person: Key, once: Says, form: Annotated[AbsenceForm, Depends(Body(AbsenceForm))]) -> Response:
    """Say that somebody is away and who stands in; said again of the same first day, it is corrected."""
    visit = once.visit
    everybody = (await visit.doors.record.directory()).people
    if person not in everybody or not may_see(visit, everybody[person]):
        raise NothingThere("person", person)
    if not may_see(visit, everybody[person], visit.capability):
        raise Forbidden(visit.capability)

    async def do(_: Key) -> BaseModel:
        absence = Absence(**form.model_dump())
        check_absence(everybody, person, absence)
        changed = await people.away(visit.doors.database, person, absence, at=visit.doors.clock())
        visit.doors.council.look_again()
        return Away(person=person, changed=changed, **dict(absence))

    return await once.answer(f"people/{person}", form, do)
