"""Figures: how audits, actions and standards stand in numbers, for those who may see no record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from api.access import Capability
from api.http.room import room
from api.http.shapes import Shape
from api.http.tagged import tagged
from api.http.visit import May, Visit
from storage import figures as counted
from storage.return_figures import return_figures


class TeamItem(Shape):
    """One team's numbers."""

    team: str | None = Field(
        description="Null: all audits that only people other than the caller may know of, whatever their team."
    )
    audits: int
    open: int
    closed: int
    handed_over: int
    actions: int
    actions_open: int
    actions_overdue: int
    safety_overdue: int
    standards: int
    standards_met: int


class ReturnItem(Shape):
    """One team's planned audits that were to be returned in one month."""

    team: str | None
    month: str = Field(description="As 2026-12.")
    allocated: int
    in_time: int
    late: int
    still_out: int
    overdue: int = Field(description="Of those still out, past their date.")
    withdrawn: int = Field(description="Before they were returned.")


class Figures(Shape):
    """Every team's numbers."""

    teams: list[TeamItem]
    overdue_by_level: dict[int, int] = Field(description="Overdue actions by how far up the ladder they were told.")
    returns: list[ReturnItem] = Field(description="By month, oldest first, and team.")


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
