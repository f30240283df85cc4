"""Signing in from a terminal at the sign-in of this machine, by the form that a browser would send."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from api.errors import DoorError
from api.http.errors import SignInAway
from api.http.issuer import Published, asked, client_for, discover
from runtime.addresses import is_here

CLIENT = "auditloop"
BACK = "http://127.0.0.1/signed-in"
"""Nobody listens there: the code is read from the answer that would send a browser there."""


class NeedsBrowser(DoorError):
    def __init__(self, issuer: str) -> None:
        super().__init__(
            f"{issuer} wants people to sign in with a browser: get a token for the API from there, "
            "then hand it to `starter.py login --token` on standard input."
        )


class NobodyOfThisName(DoorError):
    """The sign-in says why in a sentence."""


async def token_for(name: str, issuer: str) -> str:
    """A token for the person of this id or full name. Raises NobodyOfThisName, NeedsBrowser or SignInAway."""
    if not is_here(issuer):
        raise NeedsBrowser(issuer)
    verifier = token_urlsafe(48)
    async with client_for(issuer) as client:
        published = await discover(client, issuer)
        code = await _code(client, published, name, verifier)
        return await _redeemed(client, published, code, verifier)


async def _code(client: httpx.AsyncClient, published: Published, name: str, verifier: str) -> str:
    state = token_urlsafe(16)
    wanted = {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid",
        "state": state,
        "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    address = published.authorization_endpoint or ""
    answer = await asked(client.post(address, params=wanted, data={"person": name}))
    if _said(answer).get("error") == "access_denied":
        raise NobodyOfThisName(_said(answer)["error_description"])
    sent_to = str(answer.headers.get("location"))
    told = dict(parse_qsl(urlsplit(sent_to).query))
    if not sent_to.startswith(f"{BACK}?") or told.get("state") != state or told.get("iss") != published.issuer:
        raise NeedsBrowser(published.issuer)
    return told.get("code", "")


async def _redeemed(client: httpx.AsyncClient, published: Published, code: str, verifier: str) -> str:
    given = {
        "grant_type": "authorization_code",
        "client_id": CLIENT,
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": verifier,
    }
    token = _said(await asked(client.post(published.token_endpoint or "", data=given))).get("access_token")
    if not isinstance(token, str):
        raise SignInAway("it gave no token")
    return token


def _said(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
