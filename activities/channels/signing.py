"""Signatures by the Standard Webhooks scheme: the receiver sees that we sent it, when, and that nobody changed it."""

import hmac
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

PREFIX = "whsec_"
LEAST, MOST = 24, 64  # bytes, as the scheme wants them


class SecretUnusable(ValueError):
    """It is not repeated, for it may be a secret all the same."""

    def __init__(self) -> None:
        super().__init__(
            f"The secret must be {PREFIX} and {LEAST} to {MOST} bytes in base64; while it is changed, the new one, a "
            "space, and the old one."
        )


def keys_in(secret: str) -> list[bytes]:
    """The keys that a setting holds: one, or while it is changed the new and the old. Raises SecretUnusable."""
    return [_key(one) for one in secret.split()] or [_key("")]


def headers(id_: str, at: datetime, body: bytes, keys: Sequence[bytes]) -> dict[str, str]:
    """What goes with a message: its id, when it is sent, and its signature by each key."""
    timestamp = str(int(at.timestamp()))
    signed = f"{id_}.{timestamp}.".encode() + body
    signatures = [f"v1,{b64encode(hmac.digest(key, signed, sha256)).decode()}" for key in keys]
    return {"webhook-id": id_, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def _key(given: str) -> bytes:
    try:
        key = b64decode(given.removeprefix(PREFIX), validate=True)
    except (Error, ValueError):
        raise SecretUnusable from None
    if not given.startswith(PREFIX) or not LEAST <= len(key) <= MOST:
        raise SecretUnusable
    return key
