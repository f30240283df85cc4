"""stuck and nudge: which audits need an operator, and making one try again."""

import asyncio
from datetime import datetime

import typer

from api.command_line.doors import Surroundings, opened
from api.command_line.showing import AuditArgument
from api.command_line.shown import Json, say, show_json, show_table
from api.troubles import Trouble, troubles
from domain.dates_in_words import moment_in_short


def stuck(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List what an operator must look at: alarms, dead letters, and audits whose work fails."""
    found = asyncio.run(_stuck(ctx.obj))
    if as_json:
        show_json([one._asdict() for one in found])
    elif found:
        rows = [_row(one, ctx.obj.clock()) for one in found]
        show_table(("audit", "since", "what", "detail"), rows, folds=("detail",))
    else:
        say("Nothing is stuck.")


def _row(trouble: Trouble, now: datetime) -> tuple[object, ...]:
    since = moment_in_short(trouble.at, now) if trouble.at else None
    return trouble.audit_id, since, trouble.what, trouble.detail


def nudge(ctx: typer.Context, audit_id: AuditArgument, *, as_json: Json = False) -> None:
    """Make a stuck audit try again at once, and put its alarms away: what is still wrong is raised anew."""
    settled = asyncio.run(_nudge(ctx.obj, audit_id))
    if as_json:
        show_json({"audit_id": audit_id, "nudged": True, "alarms_settled": settled})
    else:
        say(f"{audit_id} tries again; {settled} of its alarms put away.")


async def _stuck(surroundings: Surroundings) -> list[Trouble]:
    async with opened(surroundings) as doors:
        return await troubles(doors.record.database, await doors.client())


async def _nudge(surroundings: Surroundings, audit_id: str) -> int:
    async with opened(surroundings) as doors:
        await (await doors.engine()).nudge(audit_id)
        return await doors.record.put_alarms_away(audit_id, surroundings.clock())
