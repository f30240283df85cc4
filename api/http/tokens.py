"""Whom a bearer token is about: an OpenID Connect token of one issuer, made for us, and good at this moment."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, NoReturn

import jwt
from jwt import PyJWK
from jwt.types import Options
from pydantic import TypeAdapter, ValidationError

from api.http.errors import NotSignedIn
from api.http.issuer_keys import ALGORITHMS, IssuerKeys
from domain.values import Key

LONGEST = 8192
"""Characters; one that is longer is not even looked at."""
OPTIONS: Options = {
    "require": ["exp", "iss", "aud"],
    "verify_exp": False,  # times are checked here, against the clock that we are given
    "verify_nbf": False,
    "verify_iat": False,
    "verify_sub": False,  # the claim that names the person is checked here
    "verify_jti": False,
}
_key = TypeAdapter(Key)


class Subject(NamedTuple):
    """Whom a token is about, and until when it is good."""

    person: Key
    expires_at: datetime


class Tokens:
    """Checks tokens; what somebody may do is no part of one, but comes from the directory."""

    def __init__(
        self,
        issuer: str,
        audience: str,
        *,
        clock: Callable[[], datetime],
        person_claim: str = "sub",
        leeway: timedelta = timedelta(seconds=60),
    ) -> None:
        """`leeway` is how far the issuer's clock and ours may be apart; `person_claim` holds a person's id."""
        self._issuer, self._audience, self._clock = issuer, audience, clock
        self._person_claim, self._leeway = person_claim, leeway
        self._keys = IssuerKeys(issuer, clock)

    async def subject(self, token: str) -> Subject:
        """Raises NotSignedIn if the token is no good, SignInAway if that cannot be known."""
        if len(token) > LONGEST:
            _refuse(f"The token is longer than {LONGEST:,} characters")
        key = await self._keys.find(*_signed_by(token))
        if key is None:
            _refuse("The token is signed with a key that the issuer does not list")
        claims = self._claims(token, key)
        return Subject(self._person(claims), self._expiry(claims))

    async def check(self) -> None:
        """Raises SignInAway."""
        await self._keys.check()

    async def close(self) -> None:
        """Ask the issuer nothing more."""
        await self._keys.close()

    def _claims(self, token: str, key: PyJWK) -> dict[str, Any]:
        """What it says, once it is sure who said it to whom."""
        try:
            return jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                audience=self._audience,
                issuer=self._issuer,
                options=OPTIONS,
            )
        except jwt.InvalidAudienceError:
            _refuse(f"The token is not for {self._audience}")
        except jwt.InvalidIssuerError:
            _refuse("The token is from another issuer")
        except jwt.MissingRequiredClaimError as missing:
            _refuse(f"The token lacks the claim {missing.claim}")
        except jwt.InvalidSignatureError:
            _refuse("The token's signature is wrong")
        except jwt.PyJWTError:
            _refuse("The token cannot be read")

    def _expiry(self, claims: Mapping[str, Any]) -> datetime:
        """When it ends, now being between its beginning and that."""
        now, ends, begins = self._clock(), _instant(claims["exp"]), _instant(claims.get("nbf", 0))
        if ends is None or begins is None:
            _refuse("The token's times cannot be read")
        if now - self._leeway >= ends:
            _refuse("The token has expired")
        if now + self._leeway < begins:
            _refuse("The token is not valid yet")
        return ends

    def _person(self, claims: Mapping[str, Any]) -> Key:
        try:
            return _key.validate_python(claims.get(self._person_claim), strict=True)
        except ValidationError:
            _refuse(f"The token's claim {self._person_claim} is not the id of a person")


def _signed_by(token: str) -> tuple[str, str]:
    """The id of the key that it names, and the way of signing."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError):
        _refuse("The token cannot be read")
    algorithm, key_id = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        _refuse("The token is signed in a way that is not accepted")
    if not isinstance(key_id, str):
        _refuse("The token does not name the key that it is signed with")
    return key_id, algorithm


def _instant(seconds: Any) -> datetime | None:
    try:
        return None if isinstance(seconds, bool | str) else datetime.fromtimestamp(seconds, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _refuse(fact: str) -> NoReturn:
    raise NotSignedIn(f"{fact}: sign in again.") from None
