"""measure: counts are made from dated rows with a standard's own clock, and handed in where they count."""

import asyncio
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from pydantic_core import to_json

from api.command_line.address import address
from api.command_line.desk import Desk
from api.command_line.doors import policies_here
from api.command_line.shown import Json, say, show_json
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.dated_rows import read_dated
from api.errors import BadInput, Refused
from api.orders import Order
from api.policies import UnknownFramework
from domain.audit import OVER
from domain.counting import Counts, counted
from domain.dates_in_words import day_in_words
from domain.months import first_day, last_day
from domain.values import AuditId
from storage.reading import Wish

NOTHING_LEFT = {"AuditOver", "AlreadyMet"}


class Target(NamedTuple):
    """What the counts are about: one of them is named."""

    audit: str | None
    team: str | None
    subject: str | None


def measure(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with the columns due and done (empty: not done).")],
    *,
    standard: Annotated[str, typer.Option(help="The measured practice standard.")],
    audit: Annotated[str | None, typer.Option(help="Count in this audit.")] = None,
    team: Annotated[str | None, typer.Option(help="Count in every open audit of this team.")] = None,
    subject: Annotated[str | None, typer.Option(help="Count in every open audit of this subject.")] = None,
    month: Annotated[str | None, typer.Option(help="The period, such as 2026-10.")] = None,
    period_from: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    period_to: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    framework: Annotated[str, typer.Option(help="Whose standard it is.")] = "childrens_social_care",
    by: Annotated[str | None, typer.Option(help="Who hands the counts in; with --url you, as signed in.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the counts and send nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Count dated rows (due, done) with a standard's own clock and hand the counts in; repeated, they count once."""
    surroundings: Surroundings = ctx.obj
    period = _period(month, period_from, period_to)
    target = Target(audit, team, subject)
    if not dry_run and sum(one is not None for one in target) != 1:
        raise BadInput("measure", "say what it counts for: exactly one of --audit, --team and --subject.")
    if not (dry_run or by or address(surroundings)):
        raise BadInput("measure", "it needs --by: give it.")
    counts = _counts(file, standard, framework, period)
    order = _order(standard, target, period, counts)._replace(by=by or "")
    audits = [] if dry_run else asyncio.run(_give(surroundings, target, order))
    _tell(counts, period, standard, audits, as_json=as_json)
    if not dry_run and not as_json:
        say(f"They count in {', '.join(audits)}." if audits else "No open audit waits for them.")


def _period(month: str | None, start: datetime | None, end: datetime | None) -> tuple[date, date]:
    if month and not (start or end):
        try:
            return first_day(month), last_day(month)
        except ValueError:
            raise BadInput(f"measure --month {month}", "it is no month: write one such as 2026-10.") from None
    if start and end and not month:
        if end < start:
            raise BadInput("measure --from", "the period ends before it begins: swap its two dates.")
        return start.date(), end.date()
    raise BadInput("measure", "say for which period: either --month, or --from and --to.")


def _counts(file: Path, standard: str, framework: str, period: tuple[date, date]) -> Counts:
    work, policies = read_dated(file), policies_here()
    try:
        rules = policies.framework(framework)
    except UnknownFramework as error:
        raise BadInput(f"measure --framework {framework}", str(error)) from None
    known = rules.standard(standard)
    if known is None or known.enough is None:
        measured = ", ".join(one.id for one in rules.standards if one.enough)
        raise BadInput(f"measure --standard {standard}", f"no such standard is measured: write one of {measured}.")
    return counted(work, period, known.enough.grace, policies.calendar(rules, period[0]))


def _order(standard: str, target: Target, period: tuple[date, date], counts: Counts) -> Order:
    fields: dict[str, Any] = {
        "standard": standard,
        "period_from": period[0],
        "period_to": period[1],
        "met": counts.met,
        "total": counts.total,
    }
    digest = sha256(to_json([target, fields])).hexdigest()
    return Order(f"counted/{digest}", "", "measure", fields)


async def _give(surroundings: Surroundings, target: Target, order: Order) -> list[AuditId]:
    async with desk(surroundings) as here:
        if target.audit:
            await here.give(target.audit, order)
            return [target.audit]
        return [audit_id for audit_id in await _waiting(here, target, order) if await _counts_in(here, audit_id, order)]


async def _waiting(here: Desk, target: Target, order: Order) -> list[AuditId]:
    """Open audits of the team or the subject that found something about this standard."""
    known = [one for one in await here.audits(Wish(team=target.team)) if one.status not in OVER]
    audits = [one.audit_id for one in known if target.subject in (None, one.subject)]
    standards = {audit_id: (await here.audit(audit_id)).shown.standards for audit_id in audits}
    return [one for one, found in standards.items() if order.fields["standard"] in {each.standard for each in found}]


async def _counts_in(here: Desk, audit_id: AuditId, order: Order) -> bool:
    try:
        await here.give(audit_id, order)
    except Refused as refused:
        if refused.code not in NOTHING_LEFT:
            raise
        return False
    return True


def _tell(counts: Counts, period: tuple[date, date], standard: str, audits: list[AuditId], *, as_json: bool) -> None:
    if as_json:
        days = {"period_from": period[0].isoformat(), "period_to": period[1].isoformat()}
        show_json({"standard": standard, **days, **counts._asdict(), "audits": audits})
        return
    say(f"From {day_in_words(period[0])} to {day_in_words(period[1])}: {counts.met} of {counts.total} met {standard}.")
    if counts.outside:
        say(f"Left out, as due outside this period: {counts.outside}.")
