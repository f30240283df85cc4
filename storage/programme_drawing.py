"""A month is drawn once: from the tables as they are, in the transaction that keeps the draw and all it depends on."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.framework import Framework
from domain.london import local_day
from domain.months import Month, first_day, last_day
from domain.named import named
from domain.programme import Draw, Inputs
from domain.programme_draw import draw
from domain.programme_people import auditors_of
from domain.programme_rules import ProgrammeRules
from storage import people, programme
from storage.database import Database
from storage.programme import DrawnMonth


class NotDrawable(Exception):
    """A month cannot be drawn: the sentence says what to put right."""


class Wish(NamedTuple):
    """What is to be drawn, by which rules and whose order; `seed` is made by chance if nobody gives one."""

    month: Month
    framework: Framework
    by: str
    seed: str | None = None


async def draw_once(database: Database, wish: Wish, seeds: Callable[[], str], at: datetime) -> DrawnMonth:
    """The month as drawn, now or before. Raises NotDrawable, also if it was drawn before by another seed."""
    async with database.transaction() as connection:
        await programme.lock(connection, wish.month)
        if known := await programme.drawn_month(connection, wish.month):
            _check_seed(known, wish.seed)
            return known
        inputs = await gather(connection, wish, wish.seed or seeds())
        _check_not_over(wish.month, at)
        made = draw(inputs)
        drawn = DrawnMonth(
            month=wish.month,
            seed=inputs.seed,
            framework=wish.framework.framework,
            version=wish.framework.version,
            digest=made.digest,
            inputs=inputs.in_order.model_dump_json(by_alias=True),
            drawn_at=at,
            by=wish.by,
        )
        await programme.keep(connection, drawn, made)
        return drawn


async def rehearse(database: Database, wish: Wish, seeds: Callable[[], str], at: datetime) -> Draw:
    """The draw of the month as it was kept, or as it would be now; nothing is written. Raises NotDrawable."""
    async with database.transaction() as connection:
        if known := await programme.drawn_month(connection, wish.month):
            _check_seed(known, wish.seed)
            return await programme.stored_draw(connection, known)
        inputs = await gather(connection, wish, wish.seed or seeds())
        _check_not_over(wish.month, at)
    return draw(inputs)


async def gather(connection: AsyncConnection, wish: Wish, seed: str) -> Inputs:
    """All that the month depends on, as of now. Raises NotDrawable."""
    rules = rules_of(wish.framework)
    directory = await people.directory_in(connection)
    inputs = Inputs(
        month=wish.month,
        seed=seed,
        rules=rules,
        cases=await programme.cases(connection),
        auditors=tuple(auditors_of(directory, rules, wish.month)),
        exemptions=await programme.exemptions(connection, first_day(wish.month)),
    ).in_order
    _check_there_is_something(inputs)
    _check_teams(inputs, {person.team for person in directory.people.values()})
    return inputs


def rules_of(framework: Framework) -> ProgrammeRules:
    """The programme of a council's rules; raises NotDrawable without one."""
    if framework.programme is None:
        raise NotDrawable(f"{framework.framework} has no programme: add a section `programme` to the policy.")
    return framework.programme


def _check_there_is_something(inputs: Inputs) -> None:
    if not inputs.cases:
        raise NotDrawable("The caseload is empty: load it with `starter.py programme caseload FILE`.")
    if not inputs.auditors:
        roles = " or ".join(inputs.rules.auditors)
        raise NotDrawable(f"Nobody in the directory is {roles}: load people, or name other auditors in the policy.")


def _check_teams(inputs: Inputs, teams: Collection[str]) -> None:
    if unknown := sorted({case.team for case in inputs.cases if case.team not in teams}):
        raise NotDrawable(
            f"The caseload has cases of {named(unknown)}, a team in which nobody of the directory works: "
            "load people, or the caseload anew."
        )


def _check_not_over(month: Month, at: datetime) -> None:
    """One that was drawn in time goes on after it is over; a new draw would ask for audits that are late at once."""
    if last_day(month) < local_day(at):
        raise NotDrawable(f"{month} is over: draw this month or a later one.")


def _check_seed(known: DrawnMonth, seed: str | None) -> None:
    if seed is not None and seed != known.seed:
        raise NotDrawable(
            f"{known.month} was drawn by seed {known.seed} and is drawn once: leave the seed out to go on with it."
        )
