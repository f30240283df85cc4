"""people load: the council's people from a file, checked as a whole before any is kept."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from api.command_line.desk import PersonLine
from api.command_line.doors import opened, policies_here
from api.command_line.shown import Json, say, show_json, show_table, warn
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from api.people_files import Loaded, check_managers, read_people, unknown_roles
from domain.directory import Person
from domain.named import named
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
        show_json([one._asdict() for one in found])
    elif found:
        rows = [(one.person, one.name, ", ".join(one.roles), one.team, one.manager) for one in found]
        show_table(("person", "name", "roles", "team", "manager"), rows, spare=("team",))
    else:
        say("Nobody is in the directory: load people with `starter.py people load FILE`.")


async def _people(surroundings: Surroundings) -> list[PersonLine]:
    async with desk(surroundings) as here:
        return await here.people()


def _warn(loaded: Loaded) -> None:
    policies = policies_here()
    known = policies.roles()
    if unknown := unknown_roles(loaded, known | policies.meanings().keys()):
        right = ", ".join(sorted(known))
        warn(f"No policy has the role {named(unknown)}: nobody is told of anything as such. There are {right}.")


async def _load(surroundings: Surroundings, loaded: Loaded, *, replace: bool) -> tuple[int, bool]:
    async with opened(surroundings) as doors:
        known: dict[str, Person] = {} if replace else dict((await doors.record.directory()).people)
        everybody = known | {one.person: one for one in loaded.values()}
        check_managers(loaded, everybody)
        changed = await directory.replace(doors.record.database, list(everybody.values()), at=surroundings.clock())
        return len(everybody), changed
