"""The sign-in of the bench: an issuer on a port of this machine that lists one key and signs tokens with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

AUDIENCE, KEY_ID = "auditloop", "bench"
LASTS = timedelta(hours=6)


class SignIn:
    """Signs for anybody."""

    def __init__(self) -> None:
        self.url = ""
        self._key = ec.generate_private_key(ec.SECP256R1())

    def token(self, person: str) -> str:
        """A good token about this person."""
        now = datetime.now(UTC)
        claims = {"iss": self.url, "aud": AUDIENCE, "sub": person, "iat": now, "exp": now + LASTS}
        return jwt.encode(claims, self._key, "ES256", headers={"kid": KEY_ID})

    async def discovery(self, _: Request) -> JSONResponse:
        return JSONResponse({"issuer": self.url, "jwks_uri": f"{self.url}/jwks"})

    async def jwks(self, _: Request) -> JSONResponse:
        listed: dict[str, Any] = ECAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return JSONResponse({"keys": [{**listed, "kid": KEY_ID, "use": "sig", "alg": "ES256"}]})


@asynccontextmanager
async def signing_in() -> AsyncIterator[SignIn]:
    """On a free port, for as long as it is used."""
    issuer = SignIn()
    routes = [Route("/.well-known/openid-configuration", issuer.discovery), Route("/jwks", issuer.jwks)]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_config=None, lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - it is seen, not told of
        await asyncio.sleep(0.01)
    issuer.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield issuer
    finally:
        server.should_exit = True
        await task
