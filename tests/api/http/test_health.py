"""Whoever sends people here learns whether reads are answered, and whoever operates learns which part is away."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from temporalio.client import Client
from typing_extensions import override

from api.http.app import build_app
from api.http.doors import HttpDoors
from api.http.errors import SignInAway
from api.http.way import Way
from api.record import Record
from runtime.errors import TemporalUnreachable
from storage.database import Database
from storage.texts import Chance
from tests.api.conftest import IMPATIENT
from tests.api.house import House
from tests.api.http.visitors import Trusting

AS_HAL = {"Authorization": "Bearer person:hal"}


class Away(Trusting):
    """A sign-in that nobody reaches, while tokens it gave out are still known."""

    @override
    async def check(self) -> None:
        raise SignInAway("it does not answer")


async def nobody() -> Client:
    raise TemporalUnreachable("secret.invalid:7233", IMPATIENT.one_try)


@pytest.fixture
async def no_record() -> AsyncIterator[Record]:
    database = Database("postgresql://ann:s3cret@127.0.0.1:1/nowhere")
    yield Record(database, Chance(lambda: "id", lambda: "salt"))
    await database.dispose()


def ask(doors: HttpDoors) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(build_app(doors)), base_url="http://doors")


async def test_with_everything_there_it_is_ready_and_asks_nobody_who_they_are(doors: HttpDoors) -> None:
    client = ask(doors)

    live, ready = await client.get("/health/live"), await client.get("/health/ready")

    assert (live.status_code, live.json()) == (200, {"status": "live"})
    up = {"status": "up"}
    assert (ready.status_code, ready.json()) == (
        200,
        {"status": "ready", "parts": {"database": up, "engine": up, "sign-in": up}},
    )


async def test_with_engine_and_sign_in_away_it_is_ready_for_reads_and_says_so(doors: HttpDoors, house: House) -> None:
    client = ask(replace(doors, way=Way(nobody, house.record, queue=house.queue), sign_in=Away()))

    ready, read = await client.get("/health/ready"), await client.get("/v1/audits", headers=AS_HAL)

    parts = ready.json()["parts"]
    assert (ready.status_code, read.status_code) == (200, 200)
    assert (parts["database"]["status"], parts["engine"]["status"]) == ("up", "away")
    assert set(parts["sign-in"]) == {"status", "since"}


async def test_without_its_database_it_is_alive_and_not_ready(doors: HttpDoors, no_record: Record) -> None:
    client = ask(replace(doors, record=no_record))

    live, ready = await client.get("/health/live"), await client.get("/health/ready")

    assert (live.status_code, ready.status_code) == (200, 503)
    assert ready.json()["status"] == "not ready"
    assert ready.json()["parts"]["database"]["status"] == "away"
    assert not any(word in ready.text for word in ("ann", "s3cret", "127.0.0.1", "nowhere"))


async def test_without_its_database_the_metrics_say_so_and_still_count_requests(
    doors: HttpDoors, no_record: Record
) -> None:
    client = ask(replace(doors, record=no_record))
    await client.get("/v1/nothing")

    metrics = (await client.get("/metrics")).text

    assert "auditloop_database_up 0.0" in metrics
    assert 'auditloop_http_requests_total{method="GET",route="none",status="4xx"} 1.0' in metrics
    assert "auditloop_audits_open" not in metrics
