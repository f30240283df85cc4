"""stuck and nudge: which audits need an operator, and making one try again."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from api.command_line.desk import Because, Nudged, Stuck
from api.command_line.reasons import By, Reason
from api.command_line.shown import Json, counted, say, show_json, show_table, warn
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.command_line.worded import plain
from api.errors import BadInput
from api.trouble import Trouble
from domain.dates_in_words import moment_in_short


def stuck(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List what an operator must look at: alarms, dead letters, and audits whose work fails or that are left alone."""
    found, engine_answers, hidden = asyncio.run(_stuck(ctx.obj))
    if not engine_answers:
        warn("The engine does not answer: this is what the tables know.")
    if hidden:
        warn(f"{counted(hidden, 'thing')} more must be looked at beside the engine: you may not know of the audit.")
    if as_json:
        show_json([one._asdict() for one in found])
    elif found:
        rows = [_row(one, ctx.obj.clock()) for one in found]
        show_table(("audit", "since", "what", "detail", "what helps"), rows, folds=("detail", "what helps"))
    else:
        say("Nothing is stuck.")


def _row(trouble: Trouble, now: datetime) -> tuple[object, ...]:
    since = moment_in_short(trouble.since, now) if trouble.since else None
    return trouble.audit_id, since, plain(trouble.kind), trouble.detail, trouble.remedy


def nudge(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    audit_id: Annotated[str | None, typer.Argument(metavar="[AUDIT]", help="The audit's id.")] = None,
    *,
    reason: Reason,
    by: By = None,
    every_one: Annotated[
        bool, typer.Option("--all", help="Every open audit that is stuck, or that no workflow works on.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a stuck audit try again at once, and put its alarms away: what is still wrong is raised anew."""
    if every_one == (audit_id is not None):
        raise BadInput("nudge", "name one audit, or give --all.")
    nudged = asyncio.run(_nudge(ctx.obj, audit_id, Because(reason, by)))
    if as_json:
        fields = [{"audit_id": one.audit_id, "nudged": True, "alarms_settled": one.alarms_settled} for one in nudged]
        show_json(fields if every_one else fields[0])
    elif not nudged:
        say("Nothing is stuck.")
    for one in () if as_json else nudged:
        say(f"{one.audit_id} tries again; {one.alarms_settled} of its alarms put away.")


async def _stuck(surroundings: Surroundings) -> Stuck:
    async with desk(surroundings) as here:
        return await here.stuck()


async def _nudge(surroundings: Surroundings, audit_id: str | None, because: Because) -> list[Nudged]:
    async with desk(surroundings) as here:
        return await here.nudge(audit_id, because)
