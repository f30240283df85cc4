"""measure: counts are made from dated rows with a standard's own clock, and handed in where they count."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from pydantic import ValidationError

from api.command_line.address import address
from api.command_line.doors import policies_here
from api.command_line.shown import Json, say, show_json
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.dated_rows import read_dated
from api.errors import BadInput, DoorError
from api.form_slips import pointed
from api.measurement import MeasurementForm, Said
from api.policies import UnknownFramework
from domain.counting import Counts, counted
from domain.dates_in_words import day_in_words
from domain.months import first_day, last_day
from domain.named import named


class SomeRefused(DoorError):
    def __init__(self, refused: int, audits: int) -> None:
        super().__init__(f"{refused} of {audits} audits refused the counts: see above why.")


class Target(NamedTuple):
    """What the counts are about: one of them is named."""

    audit_id: str | None
    team: str | None
    subject: str | None


class Measured(NamedTuple):
    """Counts by one framework's own clock, and what each open audit of that framework said to them."""

    framework: str
    counts: Counts
    audits: list[Said]


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
    framework: Annotated[str | None, typer.Option(help="Only in audits by this one; left out: by any.")] = None,
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
    measured = _counted(file, standard, framework, period)
    if not dry_run:
        forms = {one.framework: _form(standard, target, period, one) for one in measured}
        said = asyncio.run(_send(surroundings, forms, by))
        measured = [one._replace(audits=said[one.framework]) for one in measured]
    _tell(measured, period, standard, as_json=as_json)
    audits = [each for one in measured for each in one.audits]
    if not (dry_run or as_json or audits):
        say("No open audit waits for them.")
    if refused := [one for one in audits if one.rule]:
        raise SomeRefused(len(refused), len(audits))


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


def _counted(file: Path, standard: str, framework: str | None, period: tuple[date, date]) -> list[Measured]:
    """By the clock of the framework that is named, or of each that measures this standard."""
    work, policies = read_dated(file), policies_here()
    try:
        frameworks = [policies.framework(one) for one in ([framework] if framework else policies.known())]
    except UnknownFramework as error:
        raise BadInput(f"measure --framework {framework}", str(error)) from None
    found = [(one, known.enough) for one in frameworks if (known := one.standard(standard)) and known.enough]
    if not found:
        measured = ", ".join(dict.fromkeys(each.id for one in frameworks for each in one.standards if each.enough))
        raise BadInput(f"measure --standard {standard}", f"no such standard is measured: write one of {measured}.")
    made = [
        Measured(one.framework, counted(work, period, enough.grace, policies.calendar(one, period[0])), [])
        for one, enough in found
    ]
    if not any(one.counts.total for one in made):
        days = f"from {day_in_words(period[0])} to {day_in_words(period[1])}"
        raise BadInput(file.name, f"no row is due {days}: correct the period, or take the file that covers it.")
    return made


def _form(standard: str, target: Target, period: tuple[date, date], one: Measured) -> MeasurementForm:
    days = {"period_from": period[0], "period_to": period[1]}
    counts = {"met": one.counts.met, "total": one.counts.total}
    given: dict[str, Any] = {"standard": standard, "framework": one.framework, **days, **counts, **target._asdict()}
    try:
        return MeasurementForm.model_validate(given)
    except ValidationError as error:
        raise BadInput("measure", pointed(error, MeasurementForm)) from None


async def _send(
    surroundings: Surroundings, forms: Mapping[str, MeasurementForm], by: str | None
) -> dict[str, list[Said]]:
    async with desk(surroundings) as here:
        return {framework: await here.measure(form, by) for framework, form in forms.items()}


def _tell(measured: Sequence[Measured], period: tuple[date, date], standard: str, *, as_json: bool) -> None:
    audits = [each for one in measured for each in one.audits]
    if as_json:
        said = {"standard": standard, "period_from": period[0].isoformat(), "period_to": period[1].isoformat()}
        made = [{"framework": one.framework, **one.counts._asdict()} for one in measured]
        show_json({**said, "counts": made, "audits": [one._asdict() for one in audits]})
        return
    days = f"From {day_in_words(period[0])} to {day_in_words(period[1])}"
    for counts in dict.fromkeys(one.counts for one in measured if one.audits or not audits):
        by = [one.framework for one in measured if one.counts == counts and (one.audits or not audits)]
        say(f"{days}, by {named(by)}: {counts.met} of {counts.total} met {standard}.")
    if outside := measured[0].counts.outside:
        say(f"Left out, as due outside this period: {outside}.")
    for one in audits:
        say(f"{one.audit_id}: {one.detail or 'they count.'}")
