"""Finding the machine that a message goes to, once: what was looked at is what is connected to."""

import asyncio
import socket
from ipaddress import ip_address

from activities.channels.refusals import NotAllowed, NotFound
from domain.reach import Reach


async def found(host: str, port: int, reach: Reach) -> list[str]:
    """The addresses to connect to, one after another until one answers; at least one.

    Raises NotFound, or NotAllowed if any address of the host may not be asked.
    """
    try:
        given = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotFound from None
    addresses = [ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in given]
    if not all(map(reach.allows, addresses)):
        raise NotAllowed
    return [str(one) for one in addresses]
