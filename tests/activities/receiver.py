"""Another system inside a test: a real HTTP server that keeps what it is sent, and can be told how to answer."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from tests.runtime.certificates import Authority

REASONS = {200: "OK", 202: "Accepted", 204: "No Content", 302: "Found", 404: "Not Found", 410: "Gone"}


class Received(NamedTuple):
    """One request: its path, its headers by small letters, and its body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """The message."""
        read: dict[str, Any] = json.loads(self.body)
        return read


class Receiver:
    """Answers with `status`; with `waits` set only once the test says `go`."""

    def __init__(self) -> None:
        self.got: list[Received] = []
        self.status = 204
        self.by_subject: dict[str, int] = {}
        """Other answers, by what a message is about."""
        self.waits = False
        self.go = asyncio.Event()
        self.url = ""

    @property
    def ids(self) -> list[str]:
        """The `webhook-id` of each request, in their order."""
        return [one.headers["webhook-id"] for one in self.got]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            received = await _read(reader)
            self.got.append(received)
            if self.waits:
                await self.go.wait()
            about = json.loads(received.body).get("subject", "")
            writer.write(_answer(self.by_subject.get(about, self.status)))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def open_receiver(trust: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """It listens on this machine alone."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=trust)
    receiver.url = f"http{'s' if trust else ''}://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield receiver
        receiver.go.set()


def serving(authority: Authority) -> ssl.SSLContext:
    """What a server needs that speaks TLS under a certificate which this authority vouches for."""
    pair = authority.sign("receiver")
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(pair.certificate, pair.key)
    return trust


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *rest = head.strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(first.split()[1], headers, body)


def _answer(status: int) -> bytes:
    head = f"HTTP/1.1 {status} {REASONS.get(status, 'Other')}\r\nContent-Length: 0\r\nConnection: close\r\n"
    return (head + ("Location: /elsewhere\r\n" if status == 302 else "") + "\r\n").encode()
