"""login and logout: who asks the API from this machine."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.command_line.shown import Json, say, show_json
from api.command_line.surroundings import Surroundings
from api.errors import BadInput
from api.http.tokens import Tokens
from api.kept_sign_in import KeptSignIn, forget
from api.signing_in import token_for
from domain.dates_in_words import moment_in_words
from runtime.settings import Given


def login(
    ctx: typer.Context,
    *,
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="A person's id, or their full name.")] = None,
    from_input: Annotated[
        bool, typer.Option("--token", help="Take a token from standard input instead, from a sign-in elsewhere.")
    ] = False,
    prints: Annotated[bool, typer.Option("--print", help="Print the token alone, for another program.")] = False,
    as_json: Json = False,
) -> None:
    """Sign in, so that the API can be asked: by name at the sign-in of this machine, or with a token from elsewhere."""
    if (name is None) != from_input:
        raise BadInput("login", "say who by --as NAME, or hand in a token with --token")
    signed_in, file = asyncio.run(_sign_in(ctx.obj, name))
    if prints:
        say(signed_in.token)
    elif as_json:
        show_json(signed_in.model_dump(exclude={"token"}))
    else:
        until = moment_in_words(signed_in.expires_at)
        say(f"{signed_in.person} is signed in until {until}; the token is kept in {file}.")


def logout(*, as_json: Json = False) -> None:
    """Forget who is signed in."""
    was_there = forget(Given.read().data)
    if as_json:
        show_json({"was_signed_in": was_there})
    else:
        say("Nobody is signed in any more." if was_there else "Nobody was signed in.")


async def _sign_in(surroundings: Surroundings, name: str | None) -> tuple[KeptSignIn, Path]:
    given = Given.read_or_found()
    token = sys.stdin.read().strip() if name is None else await token_for(name, given.issuer)
    signed_in = await _checked(given, token, surroundings)
    return signed_in, signed_in.write(given.data)


async def _checked(given: Given, token: str, surroundings: Surroundings) -> KeptSignIn:
    """Only what the API would believe is kept. Raises NotSignedIn or SignInAway."""
    tokens = Tokens(
        given.issuer,
        given.oidc_audience,
        clock=surroundings.clock,
        person_claim=given.oidc_person_claim,
        leeway=given.oidc_leeway,
    )
    try:
        person, expires_at = await tokens.subject(token)
    finally:
        await tokens.close()
    return KeptSignIn(issuer=given.issuer, person=person, expires_at=expires_at, token=token)
