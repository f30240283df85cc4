"""list and overdue: how audits stand, and what is late."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.command_line.worded import action_fields, plain
from api.errors import BadInput
from api.wording import Words
from domain.audit import AuditStatus
from domain.dates_in_words import due_in_short, moment_in_short
from storage.reading import Wish
from storage.shown import ActionLine, AuditLine

AUDIT = ("audit_id", "kind", "subject", "status", "overall", "cycle", "actions_open", "actions_overdue", "level",
         "next_moment")  # fmt: skip
HEADINGS = ("audit", "kind", "subject", "status", "overall", "cycle", "open", "late", "level", "next")
SPARE = ("cycle", "subject", "kind", "level", "overall")
"""What a narrow terminal does without, the first of them first."""


PLACES = ("to be drawn", "awaited", "given", "not chosen")
"""Where a second look at a grade can stand."""


def list_audits(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    *,
    kind: Annotated[str | None, typer.Option(help="Only audits of this kind.")] = None,
    status: Annotated[str | None, typer.Option(help="Only audits that are acting, checking, closed, …")] = None,
    team: Annotated[str | None, typer.Option(help="Only this team's audits.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only audits with an overdue action.")] = False,
    moderation: Annotated[str | None, typer.Option(help="to be drawn, awaited, given or not chosen.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only audits of which something is disputed.")] = False,
    as_json: Json = False,
) -> None:
    """List audits, oldest first."""
    wish = Wish(
        kind=kind,
        status=_status(status) if status else None,
        team=team,
        overdue_only=overdue,
        moderation=_moderation(moderation) if moderation else None,
        disputed_only=disputed,
    )
    found = asyncio.run(_audits(ctx.obj, wish))
    if as_json:
        show_json([audit_fields(line) for line in found])
    elif found:
        now = ctx.obj.clock()
        show_table(HEADINGS, [_line(line, now) for line in found], spare=SPARE)
    else:
        say("There are no such audits.")


def _status(given: str) -> AuditStatus:
    try:
        return AuditStatus(given.replace("_", " "))
    except ValueError:
        known = ", ".join(AuditStatus)
        raise BadInput(f"list --status {given}", f"there is no such status: write one of {known}.") from None


def _moderation(given: str) -> str:
    said = given.replace("_", " ")
    if said not in PLACES:
        raise BadInput(f"list --moderation {given}", f"there is no such thing: write one of {', '.join(PLACES)}.")
    return said


def audit_fields(line: AuditLine) -> dict[str, object]:
    """An audit as lists give it."""
    return {name: getattr(line, name) for name in AUDIT}


def _line(line: AuditLine, now: datetime) -> list[object]:
    moment = moment_in_short(line.next_moment, now) if line.next_moment else None
    words = {"kind": plain(line.kind), "overall": plain(line.overall), "next_moment": moment}
    return list({**audit_fields(line), **words}.values())


async def _audits(surroundings: Surroundings, wish: Wish) -> list[AuditLine]:
    async with desk(surroundings) as here:
        return await here.audits(wish)


def overdue(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List every overdue action, longest overdue first."""
    found, words = asyncio.run(_overdue(ctx.obj))
    if as_json:
        show_json([{"audit_id": one.audit_id, **action_fields(one, words.title(one))} for one in found])
    elif found:
        columns, now = ("audit", "action", "title", "owner", "was due", "level"), ctx.obj.clock()
        show_table(columns, [_row(one, words, now) for one in found], folds=("title",), spare=("owner",))
    else:
        say("Nothing is overdue.")


def _row(action: ActionLine, words: Words, now: datetime) -> tuple[object, ...]:
    title, owner, due = words.title(action), words.name(action.owner), due_in_short(action.due_at, now)
    return action.audit_id, action.action_id, title, owner, due, action.level


async def _overdue(surroundings: Surroundings) -> tuple[list[ActionLine], Words]:
    async with desk(surroundings) as here:
        return await here.overdue()
