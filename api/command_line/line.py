"""Opening a line to the API: with the token of whoever is signed in, over a way on which nobody else can read it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx

from api.command_line import calling
from api.command_line.afar import Afar
from api.command_line.calling import Line
from api.command_line.shown import Progress
from api.command_line.surroundings import Surroundings
from api.kept_sign_in import KeptSignIn
from runtime.settings import Given

PATIENCE = httpx.Timeout(calling.PATIENCE, connect=5)


@asynccontextmanager
async def line(url: str, surroundings: Surroundings, progress: Progress) -> AsyncIterator[Line]:
    """A line to the API; raises NotSignedIn, or NoIssuer if nobody said where people sign in."""
    headers = {"Authorization": f"Bearer {_token(surroundings)}", "Accept": "application/json"}
    # In the clear it is for this machine alone: no proxy that the environment names may see the token.
    is_covered = urlsplit(url).scheme == "https"
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=PATIENCE, trust_env=is_covered) as client:
        yield Line(url, client, progress)


@asynccontextmanager
async def afar(url: str, surroundings: Surroundings, progress: Progress) -> AsyncIterator[Afar]:
    """The desk at the other end of one."""
    async with line(url, surroundings, progress) as open_line:
        yield Afar(open_line, surroundings.ids, progress)


def _token(surroundings: Surroundings) -> str:
    """The environment's, else that of whoever is signed in here; raises NotSignedIn or NoIssuer."""
    given = Given.read_or_found()
    if given.token:
        return given.token
    return KeptSignIn.read(given.data, issuer=given.issuer, at=surroundings.clock()).token
