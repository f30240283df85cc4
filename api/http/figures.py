"""Figures: how audits, actions and standards stand in numbers, for those who may see no record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.access import Capability
from api.http.figure_shapes import Figures, ReturnItem, TeamItem
from api.http.room import room
from api.http.tagged import tagged
from api.http.visit import May, Visit
from storage import figures as counted
from storage.return_figures import return_figures


def router() -> APIRouter:
    """One route."""
    routes = room("figures")
    routes.add_api_route("/figures", figures, response_model=Figures)
    return routes


async def figures(request: Request, visit: Annotated[Visit, Depends(May(Capability.READ_FIGURES))]) -> Response:
    """Numbers by team; no audit, no case and no person can be told from them."""
    async with visit.doors.database.transaction() as connection:
        found = await counted.figures(connection, visit.doors.clock(), visit.by)
        back = await return_figures(connection, visit.doors.clock(), visit.by)
    teams = [TeamItem(**one._asdict()) for one in found.teams]
    returns = [ReturnItem(**one._asdict()) for one in back]
    return tagged(request, Figures(teams=teams, overdue_by_level=found.overdue_by_level, returns=returns))
