"""people away, absences and leaving: who is not there, and what those who leave still have to do."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from api.absence_files import AbsenceRow, read_absences
from api.command_line.desk import PersonLine
from api.command_line.shown import Json, say, show_json, show_table, warn
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.errors import BadInput, DoorError, NotReachable, Place
from domain.directory import Absence
from domain.errors import Refusal
from storage.leaving import Leaving


class Kept(NamedTuple):
    """Absences of a file: how many are new, how many were known, and what is wrong with each of the others."""

    changed: int
    known: int
    bad: Sequence[BadInput]


class RowsFaulty(DoorError):
    """Rows of a file are to be corrected; the others are kept."""

    status = 2

    def __init__(self, rows: int) -> None:
        super().__init__(f"To be corrected: {rows} rows. The others are kept: load the whole file again.")


def away(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(help="Who is away.")],
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day away.")],
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last; left out: until further notice.")
    ] = None,
    deputy: Annotated[str | None, typer.Option(help="Who stands in; left out: whoever always does.")] = None,
) -> None:
    """Say that somebody is away and who stands in; said again of the same first day, it is corrected."""
    absence = Absence(first_day=since.date(), last_day=until.date() if until else None, deputy=deputy)
    changed = asyncio.run(_away(ctx.obj, person, absence))
    say(f"The absence of {person} is kept." if changed else "Nothing had changed.")


def from_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV: person, first_day, last_day, deputy; or JSON Lines.")],
    *,
    as_json: Json = False,
) -> None:
    """Say who is away from a file; a row that cannot be is named, and the others are kept."""
    rows, bad = read_absences(file)
    kept = asyncio.run(_keep(ctx.obj, rows, bad))
    if as_json:
        show_json({"changed": kept.changed, "known": kept.known, "bad": [str(one) for one in kept.bad]})
    else:
        say(f"{kept.changed} absences kept, {kept.known} were known, {len(kept.bad)} cannot be.")
    if kept.bad:
        raise _faulty(kept.bad, is_said=as_json)


def leaving(
    ctx: typer.Context,
    within: Annotated[int, typer.Option(help="Also those whose last day comes in so many days.", min=0, max=366)] = 28,
    *,
    as_json: Json = False,
) -> None:
    """List the open actions of people who have left or soon will: their manager gives them to somebody else."""
    found = asyncio.run(_leaving(ctx.obj, within))
    if as_json:
        show_json([one._asdict() for one in found])
    elif found:
        show_table(Leaving._fields, [tuple(str(cell or "") for cell in one) for one in found], spare=("due_on",))
    else:
        say("Nobody who leaves has an open action.")


def _faulty(bad: Sequence[BadInput], *, is_said: bool) -> DoorError:
    """One slip is its own sentence; of several each has been said before this one."""
    if len(bad) == 1:
        return bad[0]
    for one in () if is_said else bad:
        warn(str(one))
    return RowsFaulty(len(bad))


def in_words(one: PersonLine) -> str:
    """When somebody is away and who stands in, such as `2026-11-01 to 2026-11-09 (ash)`."""
    return "; ".join(
        f"{each.first_day} to {each.last_day or '…'}" + (f" ({who})" if (who := each.deputy or one.deputy) else "")
        for each in one.absences
    )


async def _away(surroundings: Surroundings, person: str, absence: Absence) -> bool:
    async with desk(surroundings) as here:
        return await here.away(person, absence)


async def _keep(surroundings: Surroundings, rows: dict[Place, AbsenceRow], bad: list[BadInput]) -> Kept:
    changed = 0
    async with desk(surroundings) as here:
        for place, row in rows.items():
            try:
                changed += await here.away(row.person, row.absence)
            except NotReachable:
                raise
            except (DoorError, Refusal) as refused:
                bad.append(BadInput(place, str(refused)))
    known = len(rows) - changed - sum(one.place in rows for one in bad)
    return Kept(changed, known, sorted(bad, key=lambda one: one.place))


async def _leaving(surroundings: Surroundings, within: int) -> list[Leaving]:
    async with desk(surroundings) as here:
        return await here.leaving(within)
