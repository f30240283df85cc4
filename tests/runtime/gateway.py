"""A secure gate before a Temporal server: it speaks TLS, may ask for a client's certificate, and hears what is said."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.runtime.certificates import Authority, Pair

HUFFMAN = {"B": "1011101", "e": "00101", "a": "00011", "r": "101100", " ": "010100", "c": "00100", "o": "00111"}
"""How HTTP/2 writes these letters in a header (RFC 7541, appendix B)."""


@dataclass
class Gateway:
    address: str = ""
    heard: bytearray = field(default_factory=bytearray)

    def heard_header(self, value: str) -> bool:
        """Whether a header of this value passed, in the short writing that HTTP/2 gives it."""
        bits = "".join(HUFFMAN[letter] for letter in value)
        bits += "1" * (-len(bits) % 8)
        return int(bits, 2).to_bytes(len(bits) // 8, "big") in self.heard


@asynccontextmanager
async def guarding(target: str, shown: Pair, clients: Authority | None = None) -> AsyncIterator[Gateway]:
    """A gate before `target` ("host:port"); with `clients` only those whom that authority signed may pass."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.certificate, shown.key)
    context.set_alpn_protocols(["h2"])
    if clients:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(clients.pair.certificate)
    gateway, (host, _, port) = Gateway(), target.rpartition(":")

    async def passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(host, int(port))
        await asyncio.gather(_pipe(reader, there[1], gateway.heard), _pipe(there[0], writer))

    server = await asyncio.start_server(passed_on, "127.0.0.1", 0, ssl=context)
    gateway.address = f"localhost:{server.sockets[0].getsockname()[1]}"
    try:
        yield gateway
    finally:
        server.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: bytearray | None = None) -> None:
    try:
        while piece := await reader.read(65536):
            if heard is not None:
                heard += piece
            writer.write(piece)
            await writer.drain()
    except OSError:
        pass
    writer.close()
