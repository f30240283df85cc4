"""The HTTP doors on real servers, and visitors."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from uuid import uuid4

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from temporalio.client import Client
from temporalio.worker import Worker

import starter
from api.http.app import build_app
from api.http.council import Council
from api.http.doors import HttpDoors
from api.http.way import Way
from api.policies import Policies
from tests.api.conftest import IMPATIENT, now
from tests.api.council import POLICIES
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Trusting, Visitors
from tests.api.terminal import Terminal


@pytest.fixture
def doors(house: House) -> HttpDoors:
    """Everything the doors stand on; nobody works behind them."""
    numbers = count(1)

    async def connect() -> Client:
        return house.client

    return HttpDoors(
        record=house.record,
        policies=Policies(POLICIES),
        council=Council(house.record.database, now),
        way=Way(connect, house.record, queue=house.queue, patience=IMPATIENT),
        sign_in=Trusting(),
        clock=now,
        ids=lambda: f"id-{next(numbers)}",
    )


@pytest.fixture
def app(doors: HttpDoors) -> FastAPI:
    return build_app(doors)


@pytest.fixture
async def visitors(app: FastAPI, worker: Worker) -> AsyncIterator[Visitors]:  # noqa: ARG001 - works behind the doors
    """Programs, with a worker behind the doors."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://doors") as client:
        yield Visitors(client)


@pytest.fixture
async def served(app: FastAPI, worker: Worker) -> AsyncIterator[httpx.AsyncClient]:  # noqa: ARG001 - works behind the doors
    """The doors on a port of this machine, for what needs a real connection."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110 - it is seen, not told of
            await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        yield client
    server.should_exit = True
    await serving


@pytest.fixture
async def far(
    served: httpx.AsyncClient,
    house: House,
    migrated_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Far:
    """A terminal of quinn's, who asks the doors; the engine beside it is the same."""
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", house.client.service_client.config.target_host)
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    far = Far(
        Terminal(starter.app, capsys),
        str(served.base_url).rstrip("/"),
        lambda person: monkeypatch.setenv("AUDITLOOP_TOKEN", f"person:{person}"),
        house,
    )
    far.sign_in("quinn")
    return far


@pytest.fixture
def audit_id() -> str:
    """An id of this test's own."""
    return f"north-{uuid4().hex[:8]}"
