"""Which machines other systems may be on: anywhere on the internet, and of private networks only those named."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address
LOCAL_NAME = "localhost"
LAST_32 = 0xFFFF_FFFF
CARRYING = tuple(map(IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")))
"""IPv6 addresses that end in the IPv4 address they lead to: compatible, mapped, translated, and NAT64."""
LOCAL_TRANSLATION = IPv6Network("64:ff9b:1::/48")
"""NAT64 of a network's own, whose addresses lead wherever that network says."""


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
        plain = _carried(address)
        meant = (address, plain)
        if any(one.version == network.version and one in network for one in meant for network in self._private):
            return True
        return plain.is_global and not plain.is_multicast and not _is_local(plain)


def _carried(address: Address) -> Address:
    """The IPv4 address that one of IPv6 leads to; otherwise itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.sixtofour:
        return address.sixtofour
    return IPv4Address(int(address) & LAST_32) if any(address in one for one in CARRYING) else address


def _is_local(address: Address) -> bool:
    return isinstance(address, IPv6Address) and (address.is_site_local or address in LOCAL_TRANSLATION)


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
