"""people: the council's people from a file, checked as a whole before any is kept, and what is wrong with them."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from api.command_line import absences
from api.command_line.desk import PersonLine
from api.command_line.doors import opened, policies_here
from api.command_line.shown import Json, say, show_json, show_table, warn
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.errors import BadInput
from api.people_check import DirectoryFaulty, Needed, check_people
from api.people_files import Loaded, check_managers, read_people, unknown_roles, with_what_is_known
from domain.channels import MAIL, setting_of
from domain.directory import Directory, Person
from domain.named import named
from runtime.settings import secret_of
from storage import people as directory

app = typer.Typer(help="The council's people.", no_args_is_help=True)


@app.callback()
def people() -> None:
    """The council's people."""


@app.command()
def load(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON Lines, or CSV with a line of column names.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Whoever is not in the file leaves the directory.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Load people, add them to the directory or bring them up to date."""
    loaded = read_people(file)
    _warn(loaded)
    _warn_of_channels(loaded)
    total, changed = asyncio.run(_load(ctx.obj, loaded, replace=replace))
    if as_json:
        show_json({"loaded": len(loaded), "changed": changed, "people": total})
    else:
        say(f"{len(loaded)} people loaded, {total} in the directory." + ("" if changed else " Nothing had changed."))


@app.command("list")
def list_people(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the people of the directory, by id."""
    found = asyncio.run(_people(ctx.obj))
    if as_json:
        show_json([{**one._asdict(), "absences": [dict(each) for each in one.absences]} for one in found])
    elif found:
        rows = [
            (one.person, one.name, ", ".join(one.roles), one.team, one.manager, absences.in_words(one)) for one in found
        ]
        show_table(("person", "name", "roles", "team", "manager", "away"), rows, spare=("team",))
    else:
        say("Nobody is in the directory: load people with `starter.py people load FILE`.")


app.command()(absences.away)
app.command("absences")(absences.from_file)
app.command()(absences.leaving)


@app.command()
def check(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="The directory is checked as it would be with this file; nothing is loaded.")
    ] = None,
    *,
    alone: Annotated[
        bool, typer.Option("--alone", help="The file by itself, as `load --replace` takes it; needs no server.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Find loops, gaps, roles nobody holds and deputies who are not there; ends with 1 if there is any."""
    if alone and file is None:
        raise BadInput("--alone", "name the file that is to be checked by itself.")
    loaded = read_people(file) if file else {}
    people = _of_file(loaded) if alone else asyncio.run(_merged(ctx.obj, loaded))
    places = {one.person: str(place) for place, one in loaded.items()}
    policies = policies_here()
    needed = Needed(policies.roles() - {"owner"}, policies.safety_roles())
    found = list(check_people(Directory(people=people), needed, ctx.obj.clock()))
    slips = [f"{places[about]}: {said}" if about in places else said for about, said in found]
    if as_json:
        show_json({"people": len(people), "slips": slips})
    for slip in (
        [] if as_json else slips or ["Everybody has a line to the top, every role is held, every deputy is there."]
    ):
        say(slip)
    if slips:
        raise DirectoryFaulty(len(slips))


async def _merged(surroundings: Surroundings, loaded: Loaded) -> dict[str, Person]:
    """The directory as it would be if these were loaded."""
    async with opened(surroundings) as doors:
        known = (await doors.record.directory()).people
    return dict(known) | _of_file(with_what_is_known(loaded, known))


def _of_file(loaded: Loaded) -> dict[str, Person]:
    return {one.person: one for one in loaded.values()}


async def _people(surroundings: Surroundings) -> list[PersonLine]:
    async with desk(surroundings) as here:
        return await here.people()


def _warn(loaded: Loaded) -> None:
    policies = policies_here()
    known = policies.roles()
    if unknown := unknown_roles(loaded, known | policies.meanings().keys()):
        right = ", ".join(sorted(known))
        warn(f"No policy has the role {named(unknown)}: nobody is told of anything as such. There are {right}.")


def _warn_of_channels(loaded: Loaded) -> None:
    chosen = {one.channel for one in loaded.values()} - {MAIL}
    if unset := sorted(setting_of(one) for one in chosen if secret_of(setting_of(one)) is None):
        warn(f"Not set here: {named(unset)}. Unless it is where couriers run, nothing leaves by it.")


async def _load(surroundings: Surroundings, loaded: Loaded, *, replace: bool) -> tuple[int, bool]:
    async with opened(surroundings) as doors:
        before = (await doors.record.directory()).people
        loaded = with_what_is_known(loaded, before)
        known: dict[str, Person] = {} if replace else dict(before)
        everybody = known | _of_file(loaded)
        check_managers(loaded, everybody)
        changed = await directory.replace(doors.record.database, list(everybody.values()), at=surroundings.clock())
        return len(everybody), changed
