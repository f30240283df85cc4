"""The keys of a webhook, from the setting that its subscription names."""

from collections.abc import Callable

from activities.channels.refusals import BadSecret, NoSecret
from activities.channels.signing import SecretUnusable, keys_in

SecretOf = Callable[[str], str | None]
"""What the setting of this name holds; None if it is not set."""


def keys_of(name: str, secret_of: SecretOf) -> list[bytes]:
    """The keys that the setting of this name holds. Raises NoSecret, BadSecret."""
    secret = secret_of(name)
    if secret is None:
        raise NoSecret(name)
    try:
        return keys_in(secret)
    except SecretUnusable as unusable:
        raise BadSecret(name, unusable) from None
