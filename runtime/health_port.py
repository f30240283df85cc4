"""A port of its own for the health of a program that otherwise listens nowhere."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from typing_extensions import override

from runtime.errors import SettingRefused
from runtime.health import Health


@asynccontextmanager
async def health_port(setting: str, address: str | None, health: Health) -> AsyncIterator[None]:
    """Answers there inside; without an address nobody listens. Raises SettingRefused when that cannot be."""
    if address is None:
        yield
        return
    with _listening(setting, address) as listening:
        server = _Quiet(uvicorn.Config(Starlette(routes=health.routes()), log_config=None, access_log=False))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield
        finally:
            server.should_exit = True
            await serving


def _listening(setting: str, address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        return socket.create_server((host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise SettingRefused([f"{setting}: nobody can listen on {address} ({error.strerror})"]) from None


class _Quiet(uvicorn.Server):
    """Leaves signals to the program whose health it tells."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
