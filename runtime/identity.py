"""A sign-in for one machine: an OpenID Connect provider that takes people at their word.

It asks for no password. Therefore it listens on this machine only, sends people back to this machine only, and knows
nobody but those of a file. Run as `python -m runtime.identity --port PORT --folder FOLDER --people FILE`.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from secrets import token_urlsafe
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from runtime.identity_asking import Asked, Redeemed
from runtime.identity_people import Known, Nobody, People
from runtime.identity_tokens import ALGORITHM, Claims, Mint, kept_key
from runtime.ports import HOST

PATIENCE = timedelta(minutes=1)  # between signing in and asking for the token
PAGE = """<!doctype html><html lang="en"><title>Sign in</title><h1>Who are you?</h1>
<p>This sign-in is for one machine: it asks for no password and takes you at your word.</p>
<form method="post"><select name="person" aria-label="Who you are">{people}</select>
<button>Sign in</button></form></html>"""
PRIVATE = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


class Word(NamedTuple):
    """Somebody's word that they are who they say, given to a program."""

    person: Known
    asked: Asked
    ends_at: datetime


class Provider:
    """Authorization code with PKCE, and nothing else."""

    def __init__(self, url: str, people: People, mint: Mint, clock: Callable[[], datetime]) -> None:
        self._url, self._people, self._mint, self._clock = url, people, mint, clock
        self._words: dict[str, Word] = {}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._describe),
                Route("/keys", self._list_keys),
                Route("/authorize", self._ask),
                Route("/authorize", self._take, methods=["POST"]),
                Route("/token", self._redeem, methods=["POST"]),
            ],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
            exception_handlers={ValidationError: _malformed, Nobody: _nobody},
        )

    async def _describe(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self._url,
                "authorization_endpoint": f"{self._url}/authorize",
                "token_endpoint": f"{self._url}/token",
                "jwks_uri": f"{self._url}/keys",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code"],
                "code_challenge_methods_supported": ["S256"],
                "subject_types_supported": ["public"],
                "scopes_supported": ["openid"],
                "id_token_signing_alg_values_supported": [ALGORITHM],
                "token_endpoint_auth_methods_supported": ["none"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def _list_keys(self, _: Request) -> Response:
        return JSONResponse(self._mint.keys)

    async def _ask(self, request: Request) -> Response:
        Asked.model_validate(dict(request.query_params))
        options = (f'<option value="{escape(one.person)}">{escape(one.name)}</option>' for one in self._people.all)
        return HTMLResponse(PAGE.format(people="".join(options)), headers=PRIVATE)

    async def _take(self, request: Request) -> Response:
        asked = Asked.model_validate(dict(request.query_params))
        person = self._people.named((await _form(request)).get("person", ""))
        code, now = token_urlsafe(32), self._clock()
        self._words = {code: word for code, word in self._words.items() if now < word.ends_at}
        self._words[code] = Word(person, asked, now + PATIENCE)
        answer = urlencode({"code": code, "state": asked.state, "iss": self._url})
        return RedirectResponse(f"{asked.redirect_uri}?{answer}", 303, PRIVATE)

    async def _redeem(self, request: Request) -> Response:
        redeemed = Redeemed.model_validate(await _form(request))
        word = self._words.pop(redeemed.code, None)  # good once, also when it is handed in wrongly
        if word is None or self._clock() >= word.ends_at or not redeemed.answers(word.asked):
            return _refusal("invalid_grant", "The code is not good here, or no more: sign in again.")
        return JSONResponse(self._mint.tokens(word.person, word.asked.nonce), headers=PRIVATE)


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(errors="replace")))


def _refusal(code: str, sentence: str, status: int = 400) -> Response:
    return JSONResponse({"error": code, "error_description": sentence}, status, PRIVATE)


async def _malformed(_: Request, error: Exception) -> Response:
    places = sorted({str(each["loc"][0]) for each in error.errors()}) if isinstance(error, ValidationError) else []
    return _refusal("invalid_request", f"It cannot be done as asked: see {', '.join(places)}.")


async def _nobody(_: Request, error: Exception) -> Response:
    return _refusal("access_denied", str(error), 403)


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description="Let the people of a file sign in, on this machine.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--audience", required=True)
    parser.add_argument("--claim", required=True)
    given = parser.parse_args()
    claims = Claims(f"http://{HOST}:{given.port}", given.audience, given.claim)
    mint = Mint(kept_key(given.folder / "signing.pem"), claims, _now)
    app = Provider(claims.issuer, People.read(given.people), mint, _now).app()
    uvicorn.run(app, host=HOST, port=given.port, access_log=False, server_header=False, timeout_graceful_shutdown=1)


if __name__ == "__main__":
    main()
