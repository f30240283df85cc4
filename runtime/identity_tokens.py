"""The tokens that the sign-in of this machine gives, and the key it signs them with."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, NamedTuple

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import ECAlgorithm

from runtime.identity_people import Known
from runtime.stack import write_private

ALGORITHM = "ES256"
CLIENT = "auditloop"
"""The one program that people sign in to here; it has no secret, for it runs on their own machine."""
WORKING_DAY = timedelta(hours=8)


def kept_key(note: Path) -> EllipticCurvePrivateKey:
    """The key of the last start, so that tokens outlive a restart; a new one at the first."""
    if note.exists():
        key = load_pem_private_key(note.read_bytes(), password=None)
        if isinstance(key, EllipticCurvePrivateKey):
            return key
    key = generate_private_key(SECP256R1())
    write_private(note, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())
    return key


class Claims(NamedTuple):
    """What tokens say beside who it is."""

    issuer: str
    audience: str
    person: str = "sub"
    """The claim that holds a person's id."""


class Mint:
    """Gives tokens that are good for a working day."""

    def __init__(self, key: EllipticCurvePrivateKey, claims: Claims, clock: Callable[[], datetime]) -> None:
        self._key, self._claims, self._clock = key, claims, clock
        written: dict[str, Any] = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
        self._key_id = written["x"][:16]
        self.keys = {"keys": [{**written, "kid": self._key_id, "use": "sig", "alg": ALGORITHM}]}

    def tokens(self, person: Known, nonce: str | None) -> dict[str, Any]:
        """The answer to a program that has been given a person's word."""
        who = {"sub": person.person, self._claims.person: person.person}
        said = {**who, "name": person.name, **({"nonce": nonce} if nonce else {})}
        return {
            "access_token": self._signed({**who, "aud": self._claims.audience, "client_id": CLIENT}, kind="at+jwt"),
            "id_token": self._signed({**said, "aud": CLIENT}, kind="JWT"),
            "token_type": "Bearer",
            "expires_in": int(WORKING_DAY.total_seconds()),
        }

    def _signed(self, claims: Mapping[str, Any], *, kind: str) -> str:
        now = self._clock()
        times = {"iss": self._claims.issuer, "iat": now, "nbf": now, "exp": now + WORKING_DAY, "jti": token_urlsafe(12)}
        return jwt.encode({**claims, **times}, self._key, ALGORITHM, headers={"kid": self._key_id, "typ": kind})
