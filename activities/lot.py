"""Which audits are drawn for moderation: from their id and a secret, so that nobody can guess or steer it."""

import hmac
from hashlib import sha256

HUNDRED = 100


def is_drawn(audit_id: str, salt: str, share: int) -> bool:
    """Is it one of the `share` in a hundred? The same for one id and one secret, whatever else is drawn."""
    digest = hmac.new(salt.encode(), audit_id.encode(), sha256).digest()
    return int.from_bytes(digest[:8], "big") * HUNDRED < share << 64
