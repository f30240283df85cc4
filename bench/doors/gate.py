"""The API as it is run: `python -m api` in a process of its own, believing the sign-in of the bench."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil

from bench.doors.council import DIRECTOR
from bench.doors.sign_in import AUDIENCE, SignIn
from runtime.children import Child, Order
from runtime.settings import CHECKOUT, child_environment

LIMIT = 60  # seconds for it to come up


class Gate(NamedTuple):
    """Where it listens, and its process."""

    url: str
    process: psutil.Process


@asynccontextmanager
async def gate(folder: Path, sign_in: SignIn) -> AsyncIterator[Gate]:
    """Open for whoever has a token, until the end."""
    listen = f"127.0.0.1:{_free_port()}"
    environment = child_environment(folder) | {
        "API_LISTEN": listen,
        "OIDC_ISSUER": sign_in.url,
        "OIDC_AUDIENCE": AUDIENCE,
        "LOG_FORMAT": "json",
    }
    command = [sys.executable, "-m", "api"]
    child = Child(Order(name="api", command=command, log=folder / "api.log", folder=CHECKOUT, environment=environment))
    child.start()
    try:
        url = f"http://{listen}"
        await _until_open(url, sign_in.token(DIRECTOR))
        yield Gate(url, psutil.Process(child.pid))
    finally:
        await child.stop()


async def _until_open(url: str, token: str) -> None:
    async with asyncio.timeout(LIMIT), httpx.AsyncClient(base_url=url, headers=_as(token), timeout=LIMIT) as client:
        while True:
            try:
                (await client.get("/v1/me")).raise_for_status()
            except httpx.TransportError:
                await asyncio.sleep(0.1)
            else:
                return


def _as(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
