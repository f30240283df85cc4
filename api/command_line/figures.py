"""figures: how the teams stand in numbers, how many planned audits come back by month, and who was heard by quarter."""

import asyncio

import typer

from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.figures import Figures, ParticipationItem, ReturnItem, TeamItem

ELSEWHERE = "(restricted)"
TEAMS = ("team", "audits", "open", "closed", "handed over", "actions", "open actions", "overdue", "of them safety",
         "standards", "met")  # fmt: skip
RETURNS = ("month", "team", "allocated", "in time", "late", "still out", "overdue", "withdrawn")
HEARD = ("quarter", "team", "returned", "child", "family", "worker")


def figures(ctx: typer.Context, *, as_json: Json = False) -> None:
    """Count audits, actions and standards by team, returns by month, and who was heard by quarter; nobody is named."""
    found = asyncio.run(_counted(ctx.obj))
    if as_json:
        show_json(found.model_dump(mode="json"))
    elif found.teams:
        show_table(TEAMS, map(_team, found.teams), "Teams", spare=("standards", "met", "handed over", "actions"))
        if found.returns:
            show_table(RETURNS, map(_returned, found.returns), "Returns of planned audits", spare=("withdrawn",))
        show_table(HEARD, map(_heard, found.participation), "Who was heard in the audits returned")
    else:
        say("There is nothing to count yet.")


def _team(one: TeamItem) -> tuple[object, ...]:
    return one.team or ELSEWHERE, *_numbers(one)


def _returned(one: ReturnItem) -> tuple[object, ...]:
    return one.month, one.team or ELSEWHERE, *_numbers(one)


def _heard(one: ParticipationItem) -> tuple[object, ...]:
    return one.quarter, one.team or ELSEWHERE, one.returned, one.child_heard, one.family_heard, one.worker_took_part


def _numbers(one: TeamItem | ReturnItem) -> tuple[int, ...]:
    return tuple(one.model_dump(exclude={"team", "month"}).values())


async def _counted(surroundings: Surroundings) -> Figures:
    async with desk(surroundings) as here:
        return await here.figures()
