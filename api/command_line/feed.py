"""feed: an address at which somebody's calendar finds what is due to them, made anew or taken away."""

import asyncio
from typing import Annotated

import typer

from api.command_line.address import address
from api.command_line.doors import Doors, opened
from api.command_line.shown import Json, progress, say, show_json
from api.command_line.surroundings import Surroundings
from api.errors import BadInput, UnknownPerson
from storage import feeds

For = Annotated[str | None, typer.Option("--for", metavar="PERSON", help="Whose. With --url it is you, as signed in.")]


def feed(
    ctx: typer.Context,
    *,
    person: For = None,
    revoke: Annotated[bool, typer.Option("--revoke", help="Take it away instead.")] = False,
    as_json: Json = False,
) -> None:
    """Give somebody's calendar an address of its own; the one before stops working.

    A calendar cannot sign in: whoever has the address sees what is due to them. It is shown this once and kept nowhere.
    """
    if revoke:
        was_there = asyncio.run(_revoke(ctx.obj, person))
        if as_json:
            show_json({"revoked": was_there})
        else:
            say("No calendar finds these dates any more." if was_there else "There was no such address.")
        return
    url = asyncio.run(_renew(ctx.obj, person))
    if as_json:
        show_json({"url": url})
    else:
        say(url)


async def _renew(surroundings: Surroundings, person: str | None) -> str:
    if url := address(surroundings):
        from api.command_line import feed_afar  # noqa: PLC0415 - each way loads libraries of its own

        with progress() as bar:
            return url + await feed_afar.renew(url, surroundings, bar, person)
    async with opened(surroundings) as doors:
        known, token = await _known(doors, person), f"{surroundings.ids()}{surroundings.salts()}"
        async with doors.record.database.transaction() as connection:
            await feeds.renew(connection, known, token, surroundings.clock())
        return f"{doors.settings.api_url or ''}/v1/feeds/{token}.ics"


async def _revoke(surroundings: Surroundings, person: str | None) -> bool:
    if url := address(surroundings):
        from api.command_line import feed_afar  # noqa: PLC0415 - each way loads libraries of its own

        with progress() as bar:
            return await feed_afar.revoke(url, surroundings, bar, person)
    async with opened(surroundings) as doors, doors.record.database.transaction() as connection:
        return await feeds.revoke(connection, person or _nobody(), surroundings.clock())


async def _known(doors: Doors, person: str | None) -> str:
    """Raises BadInput, UnknownPerson."""
    named = person or _nobody()
    if named not in (await doors.record.directory()).people:
        raise UnknownPerson(named, "The person")
    return named


def _nobody() -> str:
    raise BadInput("--for", "say whose calendar it is: beside the engine nobody is signed in.")
