"""The keys an issuer signs with: asked for when they are needed, kept, and let go once it has rotated them away."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError
from pydantic import BaseModel, ValidationError

from api.http.errors import SignInAway
from api.http.issuer import client_for, discover, read

FRESH = timedelta(minutes=10)
"""How long it takes until a key that the issuer has withdrawn is one no more."""
PAUSE = timedelta(seconds=5)
"""Between two questions, however many tokens name keys that nobody knows."""
LOOK = timedelta(minutes=1)
"""Between two questions of those who only want to know whether it is there."""
LEAST_RSA_BITS = 2048
SUITABLE: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("RSA", None): ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    ("EC", "P-256"): ("ES256",),
    ("EC", "P-384"): ("ES384",),
    ("EC", "P-521"): ("ES512",),
    ("OKP", "Ed25519"): ("EdDSA",),
}
"""By kind of key and curve, the ways of signing we accept: all asymmetric, so that a public key signs nothing."""
ALGORITHMS = frozenset(name for names in SUITABLE.values() for name in names)
Keys = Mapping[tuple[str, str], PyJWK]

_log = structlog.stdlib.get_logger(__name__)


class IssuerKeys:
    """By key id and way of signing. While the issuer is away, what was known stays known."""

    def __init__(self, issuer: str, clock: Callable[[], datetime]) -> None:
        self._issuer, self._clock = issuer, clock
        self._keys: Keys = {}
        self._asked_at: datetime | None = None
        self._answered_at: datetime | None = None
        self._away: str | None = None  # why, if it was when it was last asked
        self._asking: asyncio.Task[None] | None = None

    async def find(self, key_id: str, algorithm: str) -> PyJWK | None:
        """The key, or None if the issuer has none such. Raises SignInAway if that cannot be known."""
        wanted = (key_id, algorithm)
        if self._is_due(FRESH if wanted in self._keys else PAUSE):
            self._asking = asyncio.create_task(self._ask())
        if wanted not in self._keys and self._asking:
            await asyncio.shield(self._asking)
        if wanted not in self._keys and self._away:
            raise SignInAway(self._away)
        return self._keys.get(wanted)

    async def check(self) -> None:
        """Asks, unless that was done a short while ago. Raises SignInAway, even while what was known still serves."""
        if self._is_due(LOOK):
            self._asking = asyncio.create_task(self._ask())
        if self._asking:
            await asyncio.shield(self._asking)
        if self._away:
            raise SignInAway(self._away)

    async def close(self) -> None:
        """Stop asking."""
        if self._asking:
            self._asking.cancel()
            await asyncio.wait([self._asking])

    def _is_due(self, after: timedelta) -> bool:
        if self._asking and not self._asking.done():
            return False
        now = self._clock()
        return _is_older(self._asked_at, PAUSE, now) and _is_older(self._answered_at, after, now)

    async def _ask(self) -> None:
        self._asked_at = self._clock()
        try:
            async with client_for(self._issuer) as client:
                published = await discover(client, self._issuer)
                self._keys = _readable(await read(client, published.jwks_uri))
        except SignInAway as away:
            self._away = away.reason
            _log.warning("sign_in_away", reason=away.reason)
        else:
            self._away, self._answered_at = None, self._clock()


def _is_older(moment: datetime | None, age: timedelta, now: datetime) -> bool:
    """Also when the clock was set back behind it."""
    return moment is None or not moment <= now < moment + age


class Listed(BaseModel):
    """What we look at of a key that an issuer lists, before it is read as one."""

    kid: str
    kty: str
    crv: str | None = None
    alg: str | None = None
    use: str = "sig"
    d: str | None = None
    """Only a private key has it, and one that is listed is private no more."""

    @property
    def algorithms(self) -> list[str]:
        suitable = SUITABLE.get((self.kty, self.crv), ()) if self.use == "sig" and self.d is None else ()
        return [name for name in suitable if self.alg in (None, name)]


def _readable(document: Any) -> Keys:
    """The keys we can use; others are passed over, for an issuer may sign other things in other ways."""
    listed = document.get("keys") if isinstance(document, dict) else None
    found = {place: key for each in listed or () for place, key in _keys_of(each)} if isinstance(listed, list) else {}
    if not found:
        raise SignInAway("it lists no keys that can be used")
    return found


def _keys_of(listed: Any) -> Iterator[tuple[tuple[str, str], PyJWK]]:
    try:
        known = Listed.model_validate(listed)
        keys = [PyJWK(listed, name) for name in known.algorithms]
    except (ValidationError, PyJWTError, ValueError):
        return
    yield from (((known.kid, key.algorithm_name), key) for key in keys if not _is_weak(key))


def _is_weak(key: PyJWK) -> bool:
    return isinstance(key.key, RSAPublicKey) and key.key.key_size < LEAST_RSA_BITS
