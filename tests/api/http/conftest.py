"""The HTTP doors on real servers, and visitors."""

from collections.abc import AsyncIterator
from itertools import count

import httpx
import pytest
from fastapi import FastAPI
from temporalio.client import Client
from temporalio.worker import Worker

from api.http.app import build_app
from api.http.council import Council
from api.http.doors import HttpDoors
from api.http.way import Way
from api.policies import Policies
from tests.api.conftest import IMPATIENT, now
from tests.api.council import POLICIES
from tests.api.house import House
from tests.api.http.visitors import Trusting, Visitors


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
