"""figures: how the teams stand in numbers, how many planned audits come back by month, and who was heard by quarter."""

import asyncio

import typer

from api.command_line.desk import Counted
from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from storage.figures import TeamFigures
from storage.participation import Participation
from storage.return_figures import ReturnFigures

ELSEWHERE = "(restricted)"
TEAMS = ("team", "audits", "open", "closed", "handed over", "actions", "open actions", "overdue", "of them safety",
         "standards", "met")  # fmt: skip
RETURNS = ("month", "team", "allocated", "in time", "late", "still out", "overdue", "withdrawn")

HEARD = ("quarter", "team", "returned", "child", "family", "worker")


def figures(ctx: typer.Context, *, as_json: Json = False) -> None:
    """Count audits, actions and standards by team, returns by month, and who was heard by quarter; nobody is named."""
    found = asyncio.run(_counted(ctx.obj))
    if as_json:
        teams = [one._asdict() for one in found.figures.teams]
        levels = {str(level): number for level, number in found.figures.overdue_by_level.items()}
        returns = [one._asdict() for one in found.returns]
        heard = [one._asdict() for one in found.participation]
        show_json({"teams": teams, "overdue_by_level": levels, "returns": returns, "participation": heard})
    elif found.figures.teams:
        show_table(
            TEAMS, map(_team, found.figures.teams), "Teams", spare=("standards", "met", "handed over", "actions")
        )
        if found.returns:
            show_table(RETURNS, map(_returned, found.returns), "Returns of planned audits", spare=("withdrawn",))
        show_table(HEARD, map(_heard, found.participation), "Who was heard in the audits returned")
    else:
        say("There is nothing to count yet.")


def _team(one: TeamFigures) -> tuple[object, ...]:
    return one.team or ELSEWHERE, *one[1:]


def _returned(one: ReturnFigures) -> tuple[object, ...]:
    return one.month, one.team or ELSEWHERE, *one[2:]


def _heard(one: Participation) -> tuple[object, ...]:
    return one.quarter, one.team or ELSEWHERE, *one[2:6]


async def _counted(surroundings: Surroundings) -> Counted:
    async with desk(surroundings) as here:
        return await here.figures()
