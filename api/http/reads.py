"""Who was shown which audits, when, and by which request: for whoever watches over access."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.access import Capability
from api.http.lists import Asked
from api.http.room import room
from api.http.shapes import Paged, Shape
from api.http.tagged import tagged
from api.http.visit import May, Visit
from domain.values import AuditId, Key
from storage.cursor import cursor, place
from storage.reads import Wish, reads

ReadsAccess = Annotated[Visit, Depends(May(Capability.READ_ACCESS))]


class ReadsAsked(Asked):
    audit_id: AuditId | None = None
    person: Key | None = None


class ReadItem(Shape):
    """One answer that showed audits."""

    number: int
    at: datetime
    person: str
    route: str
    audits: list[str]
    request_id: str


def router() -> APIRouter:
    """One route."""
    routes = room("access")
    routes.add_api_route("/reads", read, response_model=Paged[ReadItem])
    return routes


async def read(request: Request, visit: ReadsAccess, asked: Annotated[ReadsAsked, Query()]) -> Response:
    """Who was shown which audits, latest first."""
    before = int(place("reads", asked.cursor, [int])[0]) if asked.cursor else None
    wish = Wish(visit.by, asked.audit_id, asked.person, before)
    async with visit.doors.database.transaction() as connection:
        found = await reads(connection, wish, asked.limit + 1)
    shown = found[: asked.limit]
    following = cursor("reads", [shown[-1].number]) if len(found) > asked.limit else None
    return tagged(request, Paged(items=[ReadItem(**one._asdict()) for one in shown], next=following))
