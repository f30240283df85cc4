"""Somebody between a program and the doors, who loses answers or gives some of their own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress


class Between:
    """Passes everything on, but for what it was told to do with the next requests, each on a connection of its own."""

    def __init__(self, port: int) -> None:
        self.url = ""
        self.loses = 0
        """How many of the next answers never arrive, though the doors gave them."""
        self.says: list[bytes] = []
        """Answers of its own, that the doors hear nothing of."""
        self.heard = 0
        self._port = port

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            request = await reader.readuntil(b"\r\n\r\n")
            self.heard += 1
            if self.says:
                writer.write(self.says.pop(0))
                await writer.drain()
            else:
                await self._pass_on(request, reader, writer)

    async def _pass_on(self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_doors, to_doors = await asyncio.open_connection("127.0.0.1", self._port)
        with closing(to_doors):
            to_doors.write(request)
            there = asyncio.create_task(_pump(reader, to_doors))
            if self.loses:
                self.loses -= 1
                await from_doors.read(1)
            else:
                back = asyncio.create_task(_pump(from_doors, writer))
                await asyncio.wait([there, back], return_when=asyncio.FIRST_COMPLETED)
                back.cancel()
            there.cancel()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()


def an_answer(status: int, body: str, **headers: str) -> bytes:
    """An answer as it goes over the line, after which the line is closed."""
    said = {"content-length": str(len(body.encode())), "connection": "close", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n{body}".encode()


@asynccontextmanager
async def standing_between(port: int) -> AsyncIterator[Between]:
    """On a free port of this machine, before the doors on `port`."""
    between = Between(port)
    taking: set[asyncio.Task[None]] = set()

    def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taking.add(asyncio.create_task(between.take(reader, writer)))

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    between.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield between
    server.close()
    for each in taking:
        each.cancel()
    await asyncio.gather(*taking, return_exceptions=True)
