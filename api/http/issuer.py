"""What an OpenID Connect issuer says of itself, and the way to ask it."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Annotated, Any

import httpx
from pydantic import AfterValidator, BaseModel, ValidationError

from api.http.errors import SignInAway
from runtime.addresses import is_here

PATIENCE = timedelta(seconds=3)  # for one whole answer, however slowly it drips: somebody waits


def _safe(url: str) -> str:
    if not url.startswith("https://") and not (url.startswith("http://") and is_here(url)):
        raise ValueError("must be https")
    return url


SafeUrl = Annotated[str, AfterValidator(_safe)]


class Published(BaseModel):
    """The part of an issuer's discovery document that we use."""

    issuer: str
    jwks_uri: SafeUrl
    authorization_endpoint: SafeUrl | None = None
    token_endpoint: SafeUrl | None = None


def client_for(issuer: str) -> httpx.AsyncClient:
    """Goes through the proxy that the environment names, but not to this very machine; follows nobody elsewhere."""
    return httpx.AsyncClient(timeout=PATIENCE.total_seconds(), trust_env=not is_here(issuer))


async def discover(client: httpx.AsyncClient, issuer: str) -> Published:
    """Raises SignInAway, also when somebody else answers in the issuer's place."""
    document = await read(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    try:
        published = Published.model_validate(document)
    except ValidationError as error:
        raise SignInAway("its description of itself cannot be read") from error
    if published.issuer != issuer:
        raise SignInAway("it calls itself by another name")
    return published


async def read(client: httpx.AsyncClient, url: str) -> Any:
    """A JSON document. Raises SignInAway."""
    answer = await asked(client.get(url))
    try:
        return answer.raise_for_status().json()
    except httpx.HTTPStatusError as error:
        raise SignInAway("it does not answer") from error
    except (ValueError, RecursionError) as error:
        raise SignInAway("its answer cannot be read") from error


async def asked(asking: Awaitable[httpx.Response]) -> httpx.Response:
    """Its answer, within a while. Raises SignInAway."""
    try:
        async with asyncio.timeout(PATIENCE.total_seconds()):
            return await asking
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:  # also when the time is up
        raise SignInAway("it does not answer") from error
