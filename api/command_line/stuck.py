"""stuck and nudge: which audits need an operator, and making one try again."""

import asyncio
from datetime import datetime
from functools import partial
from typing import Annotated, Any

import typer

from api import operating
from api.command_line.doors import Surroundings, opened
from api.command_line.reasons import OPERATOR, By, Reason
from api.command_line.shown import Json, progress, say, show_json, show_table
from api.command_line.worded import plain
from api.dozens import dozens
from api.errors import BadInput, Refused
from api.operating import Why
from api.trouble import Trouble
from api.troubles import stuck_audits, troubles
from domain.dates_in_words import moment_in_short


def stuck(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List what an operator must look at: alarms, dead letters, and audits whose work fails or that are left alone."""
    found = asyncio.run(_stuck(ctx.obj))
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
    by: By = OPERATOR,
    every_one: Annotated[
        bool, typer.Option("--all", help="Every open audit that is stuck, or that no workflow works on.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a stuck audit try again at once, and put its alarms away: what is still wrong is raised anew."""
    if every_one == (audit_id is not None):
        raise BadInput("nudge", "name one audit, or give --all.")
    nudged = asyncio.run(_nudge(ctx.obj, audit_id, Why(by, reason)))
    if as_json:
        show_json(nudged if every_one else nudged[0])
    elif not nudged:
        say("Nothing is stuck.")
    for one in () if as_json else nudged:
        say(f"{one['audit_id']} tries again; {one['alarms_settled']} of its alarms put away.")


async def _stuck(surroundings: Surroundings) -> list[Trouble]:
    async with opened(surroundings) as doors:
        return await troubles(doors.record.database, await doors.client(), surroundings.clock())


async def _nudge(surroundings: Surroundings, audit_id: str | None, why: Why) -> list[dict[str, Any]]:
    """What became of the audit, or of every stuck one."""
    async with opened(surroundings) as doors:
        engine, record, now = await doors.engine(), doors.record, surroundings.clock()
        ids = [audit_id] if audit_id else await stuck_audits(record.database, await doors.client(), now)
        nudged: list[dict[str, Any]] = []

        async def nudge_one(one: str) -> None:
            try:
                settled = await operating.nudge(engine, record, one, why, now)
            except Refused as refused:
                # Of many, one may come to its end while the others are nudged: then nothing is left to try.
                if audit_id or refused.code != "AuditOver":
                    raise
                return
            nudged.append({"audit_id": one, "nudged": True, "alarms_settled": settled})

        with progress() as bar:
            await dozens([partial(nudge_one, one) for one in ids], partial(bar, "Nudging"))
    return nudged
