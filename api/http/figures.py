"""Figures: how audits, actions and standards stand in numbers, for those who may see no record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.access import Capability
from api.figures import Figures, counted
from api.http.room import room
from api.http.tagged import tagged
from api.http.visit import May, Visit


def router() -> APIRouter:
    """One route."""
    routes = room("figures")
    routes.add_api_route("/figures", figures, response_model=Figures)
    return routes


async def figures(request: Request, visit: Annotated[Visit, Depends(May(Capability.READ_FIGURES))]) -> Response:
    """Numbers by team; no audit, no case and no person can be told from them."""
    async with visit.doors.database.transaction() as connection:
        return tagged(request, await counted(connection, visit.doors.clock(), visit.by))
