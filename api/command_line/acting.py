"""act: any command on an audit or on one of its actions."""

import asyncio
from datetime import date, datetime
from typing import Annotated, Any

import typer

from api.command_line.address import address
from api.command_line.commands import COMMANDS, grades_of, order_of
from api.command_line.evidence import evidence_of
from api.command_line.showing import AuditArgument
from api.command_line.shown import Json, say, show_json
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.errors import BadInput
from api.orders import Order
from workflows.messages import Receipt

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def act(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    audit_id: AuditArgument,
    command: Annotated[str, typer.Argument(metavar="COMMAND", help=f"One of: {', '.join(COMMANDS)}.")],
    action: Annotated[str | None, typer.Argument(metavar="[ACTION]", help="The action it is about, if any.")] = None,
    *,
    by: Annotated[
        str | None, typer.Option(help="Who gives the command: a person of the directory; with --url you, as signed in.")
    ] = None,
    command_id: Annotated[str | None, typer.Option(help="Given again, the command gets its first answer.")] = None,
    owner: Annotated[str | None, typer.Option(help="The person who must do it.")] = None,
    evidence: Annotated[
        list[str] | None, typer.Option(help="REF=sha256:…, or a file whose digest is taken. May be repeated.")
    ] = None,
    note: Annotated[str | None, typer.Option()] = None,
    reason: Annotated[str | None, typer.Option()] = None,
    due: Day = None,
    outcome: Annotated[str | None, typer.Option(help="What will be different for the child.")] = None,
    title: Annotated[str | None, typer.Option()] = None,
    standard: Annotated[str | None, typer.Option()] = None,
    finding: Annotated[str | None, typer.Option(help="The finding an action is about, or one amended.")] = None,
    safety: Annotated[bool | None, typer.Option("--safety", help="An immediate safety concern.")] = None,
    met: Annotated[bool | None, typer.Option("--met/--unmet", help="What a re-audit or a finding says.")] = None,
    met_count: Annotated[int | None, typer.Option(help="How many met the standard.")] = None,
    total: Annotated[int | None, typer.Option(help="Of how many.")] = None,
    period_from: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    period_to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    to_person: Annotated[str | None, typer.Option(help="Whom an audit is handed over to.")] = None,
    policy_version: Annotated[int | None, typer.Option(help="The version of its rules that an audit moves to.")] = None,
    auditor: Annotated[str | None, typer.Option(help="Who is to make a planned audit.")] = None,
    return_by: Day = None,
    until: Day = None,
    other: Annotated[str | None, typer.Option(help="The action that another waits for.")] = None,
    given_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When a child said it.")] = None,
    way: Annotated[str | None, typer.Option(help="How a child's view came: visit, letter, advocate and so on.")] = None,
    text: Annotated[str | None, typer.Option(help="What the child said, or what a finding says.")] = None,
    subject: Annotated[str | None, typer.Option(help="What the audit is about, if amended.")] = None,
    overall: Annotated[str | None, typer.Option(help="The overall grade: a second one, or what it should be.")] = None,
    grade: Annotated[list[str] | None, typer.Option(help="AREA=GRADE, as the overall one. May be repeated.")] = None,
    upheld: Annotated[bool | None, typer.Option("--upheld/--rejected", help="How a dispute is decided.")] = None,
    as_json: Json = False,
) -> None:
    """Give a command: accept, claim, verify, judge and so on; given twice with one id, it happens once."""
    options: dict[str, Any] = {
        "owner": owner,
        "evidence": [evidence_of(one) for one in evidence] if evidence else None,
        "note": note,
        "reason": reason,
        "due": _day(due),
        "outcome": outcome,
        "title": title,
        "standard": standard,
        "finding": finding,
        "safety": safety,
        "met": met,
        "met-count": met_count,
        "total": total,
        "from": _day(period_from),
        "to": _day(period_to),
        "given-on": _day(given_on),
        "way": way,
        "text": text,
        "subject": subject,
        "overall": overall,
        "grade": grades_of(grade) if grade else None,
        "to-person": to_person,
        "policy-version": policy_version,
        "upheld": upheld,
        "auditor": auditor,
        "until": _day(until),
        "other": other,
        "return-by": _day(return_by),
    }
    surroundings: Surroundings = ctx.obj
    order = order_of(command, action, options, by=by or "", command_id=command_id or surroundings.ids())
    if not by and not address(surroundings):
        raise BadInput(f"act {command}", "it needs --by: give it.")
    receipt = asyncio.run(_give(surroundings, audit_id, order))
    _tell(audit_id, receipt, as_json=as_json)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


async def _give(surroundings: Surroundings, audit_id: str, order: Order) -> Receipt:
    async with desk(surroundings) as here:
        return await here.give(audit_id, order)


def _tell(audit_id: str, receipt: Receipt, *, as_json: bool) -> None:
    if as_json:
        show_json({"audit_id": audit_id, **receipt.model_dump()})
        return
    say(f"Done: events {receipt.first} to {receipt.last} of {audit_id} (command {receipt.command_id}).")
