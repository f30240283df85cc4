"""Which machines other systems may be on: anywhere on the internet, and of private networks only those named."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address
LOCAL_NAME = "localhost"


class AddressUnfit(ValueError):
    """It is not repeated: it may hold a secret."""

    def __init__(self) -> None:
        super().__init__(
            "the address must look like https://host/path, without user, question or fragment (http:// only on this "
            "machine)"
        )


class Reach:
    """Private networks that may be asked, as 10.1.0.0/16."""

    def __init__(self, private: Iterable[str] = ()) -> None:
        """Raises ValueError for what is no network."""
        self._private: tuple[Network, ...] = tuple(ip_network(one) for one in private)

    def allows(self, address: Address) -> bool:
        """May it be connected to?"""
        plain = getattr(address, "ipv4_mapped", None) or address
        if any(plain.version == one.version and plain in one for one in self._private):
            return True
        return plain.is_global and not plain.is_multicast


def fit(url: str) -> str:
    """The address of a webhook. Raises AddressUnfit."""
    try:
        parts = urlsplit(url)
        is_plain = (
            parts.port != 0 and parts.hostname and "@" not in parts.netloc and not (parts.query or parts.fragment)
        )
    except ValueError:
        raise AddressUnfit from None
    if not is_plain or not url.isascii() or any(one <= " " for one in url):
        raise AddressUnfit
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise AddressUnfit
    return url


def is_private(url: str, reach: Reach) -> bool:
    """Does an address that names no host, but a number, say itself that it may not be asked?"""
    host = urlsplit(url).hostname or ""
    try:
        return not reach.allows(ip_address("127.0.0.1" if host == LOCAL_NAME else host))
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Is it this very machine?"""
    try:
        return host == LOCAL_NAME or ip_address(host).is_loopback
    except ValueError:
        return False
