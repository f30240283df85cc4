"""Figures: how audits, actions and standards stand in numbers, for those who may see no record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.access import Capability
from api.http.figure_shapes import Figures, ParticipationItem, ReturnItem, TeamItem
from api.http.room import room
from api.http.tagged import tagged
from api.http.visit import May, Visit
from storage import figures as counted
from storage.participation import participation
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
        heard = await participation(connection, visit.by)
    teams = [TeamItem(**one._asdict()) for one in found.teams]
    returns = [ReturnItem(**one._asdict()) for one in back]
    took_part = [ParticipationItem(**one._asdict()) for one in heard]
    levels = found.overdue_by_level
    return tagged(request, Figures(teams=teams, overdue_by_level=levels, returns=returns, participation=took_part))
