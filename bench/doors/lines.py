"""Connections to the doors that are kept and used again: as much HTTP as a bench needs, and as little CPU."""

import asyncio
import re
from collections.abc import Mapping

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
IDLE = 3.0  # seconds after which a connection is not used again: the server closes it after five
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Lines:
    """One request at a time on each; a new one is opened when all are in use."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._free: list[tuple[float, Line]] = []

    async def ask(self, path: str, headers: Mapping[str, str], body: str | None) -> int:
        """The status of the answer, once all of it is here; raises OSError or EOFError. `body` None reads."""
        reader, writer = self._kept() or await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(self._request(path, headers, body))
            head = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(head)
            await reader.readexactly(int(length[1]) if length else 0)
        except BaseException:
            writer.close()
            raise
        self._free.append((asyncio.get_running_loop().time(), (reader, writer)))
        return int(head.split(b" ", 2)[1])

    def _kept(self) -> Line | None:
        """The connection used last: if that has rested for too long, so have all."""
        oldest = asyncio.get_running_loop().time() - IDLE
        if self._free and self._free[-1][0] > oldest:
            return self._free.pop()[1]
        for _, (_, writer) in self._free:
            writer.close()
        self._free.clear()
        return None

    def _request(self, path: str, headers: Mapping[str, str], body: str | None) -> bytes:
        said = (body or "").encode()
        method = "GET" if body is None else "POST"
        everything = {"Host": f"{self._host}:{self._port}", "Content-Length": str(len(said)), **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in everything.items())
        return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + said
