"""Issuers on a port of this machine, that sign tokens for anybody and can be made to misbehave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from jwt.algorithms import get_default_algorithms
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

AUDIENCE = "auditloop"
HOUR = timedelta(hours=1)
CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}


def a_key(algorithm: str = "ES256") -> Any:
    """A private key that can sign in this way."""
    if algorithm in CURVES:
        return ec.generate_private_key(CURVES[algorithm])
    return ed25519.Ed25519PrivateKey.generate() if algorithm == "EdDSA" else rsa.generate_private_key(65537, 2048)


class Issuer:
    """Signs by `keys[signing]`, a private key and its algorithm; lists the public halves of all `keys`."""

    def __init__(self, url: str = "") -> None:
        self.url = url
        self.keys: dict[str, tuple[Any, str]] = {"key-1": (a_key(), "ES256")}
        self.signing = "key-1"
        self.listed: Any = None
        """Said in place of the keys, if not None."""
        self.named: str | None = None
        """The name it goes by, if not its address."""
        self.asked = 0
        """How often somebody asked for its keys."""
        self.is_away = False
        self.answering = asyncio.Event()
        """Cleared: it keeps everybody waiting for its keys."""
        self.answering.set()

    def token(self, person: str, **changes: Any) -> str:
        """A good token about this person; `changes` are claims that differ, None leaves one out."""
        now = datetime.now(UTC)
        claims = {"iss": self.url, "aud": AUDIENCE, "sub": person, "iat": now, "exp": now + HOUR, **changes}
        return self.signed({name: value for name, value in claims.items() if value is not None})

    def signed(self, claims: dict[str, Any], **headers: Any) -> str:
        key, algorithm = self.keys[self.signing]
        return jwt.encode(claims, key, algorithm, headers={"kid": self.signing, **headers})

    def rotate(self, key_id: str, algorithm: str = "ES256") -> None:
        """Sign with a new key from now on, and list the old ones still."""
        self.keys[key_id] = (a_key(algorithm), algorithm)
        self.signing = key_id

    async def discovery(self) -> Response:
        if self.is_away:
            return Response("Closed.", 503)
        return JSONResponse({"issuer": self.named or self.url, "jwks_uri": f"{self.url}/jwks"})

    async def jwks(self) -> Response:
        self.asked += 1
        await self.answering.wait()
        if self.is_away:
            return Response("Closed.", 503)
        listed = {"keys": [listing(key_id, key) for key_id, (key, _) in self.keys.items()]}
        said = self.listed if self.listed is not None else listed
        return Response(said) if isinstance(said, str) else JSONResponse(said)


class Issuers:
    """Each at a path of its own, so that a test has one at once."""

    def __init__(self) -> None:
        self.url = ""
        self._opened: list[Issuer] = []

    def open(self) -> Issuer:
        self._opened.append(Issuer(f"{self.url}/{len(self._opened)}"))
        return self._opened[-1]

    def app(self) -> Starlette:
        async def discovery(request: Request) -> Response:
            return await self._asked(request).discovery()

        async def jwks(request: Request) -> Response:
            return await self._asked(request).jwks()

        well_known = "/{number:int}/.well-known/openid-configuration"
        return Starlette(routes=[Route(well_known, discovery), Route("/{number:int}/jwks", jwks)])

    def _asked(self, request: Request) -> Issuer:
        return self._opened[int(request.path_params["number"])]


def listing(key_id: str, key: PrivateKeyTypes) -> dict[str, Any]:
    """A key's public half, as an issuer lists it."""
    name = {"RSAPrivateKey": "RS256", "Ed25519PrivateKey": "EdDSA"}.get(type(key).__name__.lstrip("_"), "ES256")
    written: dict[str, Any] = get_default_algorithms()[name].to_jwk(key.public_key(), as_dict=True)
    return {**written, "kid": key_id, "use": "sig"} | {"key_ops": ["verify"]}


@asynccontextmanager
async def serving(issuers: Issuers) -> AsyncIterator[Issuers]:
    """On a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(issuers.app(), port=0, log_config=None, lifespan="off"))
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110 - it is seen, not told of
            await asyncio.sleep(0.01)
    issuers.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield issuers
    server.should_exit = True
    await task
