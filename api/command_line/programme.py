"""programme: load the caseload, exempt somebody, see and carry out a month's draw, and have each drawn by itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError

from api.command_line.doors import opened
from api.command_line.programme_desk import Asked, Exempt, ProgrammeDesk
from api.command_line.programme_shown import tell_exempted, tell_month
from api.command_line.programme_where import programme_desk
from api.command_line.reasons import By
from api.command_line.shown import Json, say, show_json
from api.command_line.surroundings import Surroundings
from api.errors import BadInput
from domain.months import Month

if TYPE_CHECKING:
    from api.programme_schedule import When

Answer = TypeVar("Answer")

app = typer.Typer(
    help="The month's audits: drawn from the caseload, at most one for each manager.", no_args_is_help=True
)


_MONTH: TypeAdapter[str] = TypeAdapter(Month)
MonthOption = Annotated[str, typer.Option("--month", metavar="MONTH", help="As 2026-12.")]
FrameworkOption = Annotated[str, typer.Option(help="The council's rules: a file of policies/ without its ending.")]
COUNCIL = "childrens_social_care"
OPERATOR = "operator"


@app.callback()
def group() -> None:
    """The month's audits."""


@app.command()
def caseload(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with the columns subject, team and last_audited.")],
    *,
    as_json: Json = False,
) -> None:
    """Load the records that may be audited; they replace those loaded before."""
    number = _ask(ctx.obj, lambda here: here.caseload(file))
    if as_json:
        show_json({"cases": number})
    else:
        say(f"{number} cases loaded.")


@app.command()
def exempt(  # noqa: PLR0913 - one for each thing that can be said
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Who need not audit.")],
    *,
    by: Annotated[str | None, typer.Option(help="The director who says so. With --url it is you.")] = None,
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day, as 2026-12-31.")],
    reason: Annotated[str, typer.Option(help="Why: about duties, never about a child.")],
    framework: FrameworkOption = COUNCIL,
    as_json: Json = False,
) -> None:
    """Exempt somebody from auditing until a day."""
    asked = Exempt(person, _day(until), by, _said(reason), framework)
    _ask(ctx.obj, lambda here: here.exempt(asked))
    if as_json:
        show_json({"person": person, "until": asked.until})
    else:
        say(f"{person} is exempted until {asked.until.isoformat()}.")


@app.command()
def exemptions(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List who is exempted from auditing, until when, by whom and why."""
    tell_exempted(_ask(ctx.obj, lambda here: here.exempted()), as_json=as_json)


@app.command()
def plan(  # noqa: PLR0913 - one for each thing that can be said
    ctx: typer.Context,
    *,
    month: MonthOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the draw; write and start nothing.")] = False,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Draw by this seed; without it, by one made by chance.")
    ] = None,
    framework: FrameworkOption = COUNCIL,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Draw a month and begin its audits; a month is drawn once, and asked again goes on where it stopped."""
    asked = Asked(_month(month), framework, by, seed)
    shown = _ask(ctx.obj, lambda here: here.preview(asked) if dry_run else here.carry_out(asked))
    tell_month(shown, as_json=as_json)


@app.command()
def show(ctx: typer.Context, *, month: MonthOption, as_json: Json = False) -> None:
    """Show a month as it was drawn, how far its audits are, and what keeps it from going on."""
    wanted = _month(month)
    tell_month(_ask(ctx.obj, lambda here: here.kept(wanted)), as_json=as_json)


@app.command()
def schedule(  # noqa: PLR0913 - one for each thing that can be said
    ctx: typer.Context,
    *,
    day: Annotated[int, typer.Option(min=1, max=28, help="The day of each month.")] = 1,
    hour: Annotated[str, typer.Option(metavar="HH:MM", help="The time of day.")] = "07:00",
    timezone: Annotated[str, typer.Option(help="By the clocks of this place.")] = "Europe/London",
    framework: FrameworkOption = COUNCIL,
    by: Annotated[str, typer.Option(help="Who has it drawn.")] = OPERATOR,
) -> None:
    """Have each month drawn by itself. Asked again it is set anew, as is needed after a change of the policy."""
    from api.programme_schedule import When  # noqa: PLC0415 - loads the engine's library, which takes long

    hours, _, minutes = hour.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):  # noqa: PLR2004
        raise BadInput("--hour", f"{hour!r} is not a time of day: write it as 07:00.")
    when = When(day, int(hours), int(minutes), timezone)
    was_there = asyncio.run(_schedule(ctx.obj, framework, by, when))
    say(
        f"Each month is drawn on day {day} at {hour}, {timezone}." + (" The schedule was changed." if was_there else "")
    )


def _ask(surroundings: Surroundings, question: Callable[[ProgrammeDesk], Awaitable[Answer]]) -> Answer:
    async def ask() -> Answer:
        async with programme_desk(surroundings) as here:
            return await question(here)

    return asyncio.run(ask())


async def _schedule(surroundings: Surroundings, framework: str, by: str, when: "When") -> bool:
    from api.command_line.programme_beside import Beside  # noqa: PLC0415 - loads libraries that take long

    async with opened(surroundings) as doors:
        return await Beside(doors, lambda *_: None).schedule(framework, by, when)


def _month(said: str) -> Month:
    try:
        return _MONTH.validate_python(said)
    except ValidationError:
        raise BadInput("--month", f"{said!r} is not a month: write it as 2026-12.") from None


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise BadInput("--until", f"{said!r} is not a date: write it as 2026-12-31.") from None


def _said(reason: str) -> str:
    if not reason.strip():
        raise BadInput("--reason", "it says nothing: write at least a word.")
    return reason.strip()
