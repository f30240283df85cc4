"""Restricting an audit to named people, and lifting that again."""

from collections.abc import Collection, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from api import restricting
from api.access import Capability
from api.forms import Form, Words
from api.http.body import Body
from api.http.errors import Malformed, NothingThere, Slip
from api.http.room import room
from api.http.shapes import Shape
from api.http.visit import May, Visit
from api.operating import Why
from domain.values import AuditId, Key

Restricts = Annotated[Visit, Depends(May(Capability.RESTRICT))]
PATH = "/audits/{audit_id}/restriction"


class LiftForm(Form):
    """Why everybody near it may know of it again."""

    reason: Words = Field(description="Kept for good with who did it: write nothing about a child or a family.")


class RestrictForm(LiftForm):
    """The only people who may know of it, and why."""

    named: tuple[Key, ...] = Field(min_length=1, max_length=100, description="The caller must be one of them.")


class Restriction(Shape):
    """Who may know of an audit."""

    audit_id: str
    restricted_to: list[str] | None = Field(description="Null: everybody near it.")


def router() -> APIRouter:
    """Two routes, and each does the same however often it is asked."""
    routes = room("restrictions")
    routes.add_api_route(PATH, restrict, methods=["PUT"], response_model=Restriction)
    routes.add_api_route(PATH, lift, methods=["DELETE"], response_model=Restriction)
    return routes


async def restrict(
    audit_id: AuditId, visit: Restricts, form: Annotated[RestrictForm, Depends(Body(RestrictForm))]
) -> Restriction:
    """From now on only the people named may know of this audit; it takes the place of an earlier restriction."""
    everybody = (await visit.doors.council.directory()).people
    async with visit.doors.database.transaction() as connection:
        await visit.enter(connection, audit_id)
        if slips := [*_slips(form.named, visit.by, everybody)]:
            raise Malformed(slips)
        await restricting.restrict(connection, audit_id, form.named, _why(visit, form), visit.doors.clock())
    return Restriction(audit_id=audit_id, restricted_to=sorted({*form.named}))


async def lift(audit_id: AuditId, visit: Restricts, form: Annotated[LiftForm, Depends(Body(LiftForm))]) -> Restriction:
    """Everybody near this audit may know of it again."""
    async with visit.doors.database.transaction() as connection:
        await visit.enter(connection, audit_id)
        if not await restricting.lift(connection, audit_id, _why(visit, form), visit.doors.clock()):
            raise NothingThere("restriction of", audit_id)
    return Restriction(audit_id=audit_id, restricted_to=None)


def _slips(named: Sequence[Key], caller: Key, everybody: Collection[Key]) -> list[Slip]:
    unknown = [
        Slip(f"/named/{number}", f"{person} is not in the directory: name somebody who is")
        for number, person in enumerate(named)
        if person not in everybody
    ]
    alone = [] if caller in named else [Slip("/named", "name yourself, too: you could not lift it again")]
    return unknown + alone


def _why(visit: Visit, form: LiftForm) -> Why:
    return Why(visit.by, form.reason, visit.request_id)
