"""A worker says of itself how it is, and what Temporal's library measures of it."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from runtime.children import Child
from runtime.ports import HOST, free_port
from tests.restarts.machine import Machine, a_machine, a_worker

pytestmark = pytest.mark.timeout(150)
LIMIT = 90  # seconds, on a machine that does much else


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    machine = await a_machine(tmp_path, free_port())
    await machine.worker.stop()
    yield machine
    await machine.stop()


def watched(machine: Machine, **settings: str) -> Child:
    """A worker of this machine with these settings, not yet started."""
    order = machine.worker.order
    return Child(replace(order, environment={**(order.environment or {}), **settings}))


async def until(url: str, status: int) -> dict[str, Any]:
    """What it answers once it answers with this status."""
    async with asyncio.timeout(LIMIT), httpx.AsyncClient(timeout=10) as client:
        while True:
            try:
                answer = await client.get(url)
                if answer.status_code == status:
                    said: dict[str, Any] = answer.json()
                    return said
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


async def test_a_worker_is_ready_while_engine_poller_and_database_are_there(machine: Machine) -> None:
    health, metrics = f"{HOST}:{free_port()}", f"{HOST}:{free_port()}"
    machine.worker.order = watched(machine, WORKER_HEALTH=health, WORKER_METRICS=metrics).order
    machine.worker.start()
    up = {"status": "up"}

    ready = await until(f"http://{health}/health/ready", 200)
    async with httpx.AsyncClient() as client:
        measured = (await client.get(f"http://{metrics}/metrics")).text
    await machine.postgres.stop()
    away = await until(f"http://{health}/health/ready", 503)
    assert await until(f"http://{health}/health/live", 200) == {"status": "live"}
    await machine.postgres.start()
    back = await until(f"http://{health}/health/ready", 200)

    assert ready == back == {"status": "ready", "parts": {"database": up, "engine": up, "poller": up}}
    assert away["parts"]["database"]["status"] == "away"
    assert away["parts"]["engine"] == up
    families = {one.name for one in text_string_to_metric_families(measured)}
    assert {"temporal_num_pollers", "temporal_worker_task_slots_available"} <= families
    assert machine.worker.pid
    os.kill(machine.worker.pid, signal.SIGTERM)
    assert await asyncio.wait_for(machine.worker.ended(), LIMIT) == 0


async def test_a_courier_alone_needs_the_database_alone(machine: Machine, tmp_path: Path) -> None:
    folder, health = tmp_path / "courier", f"{HOST}:{free_port()}"
    folder.mkdir()
    order = a_worker(folder, machine.url, f"{HOST}:{free_port()}", free_port(), "--courier").order
    courier = Child(replace(order, environment={**(order.environment or {}), "WORKER_HEALTH": health}))
    courier.start()

    ready = await until(f"http://{health}/health/ready", 200)

    await courier.stop()
    assert ready == {"status": "ready", "parts": {"database": {"status": "up"}}}


@pytest.mark.parametrize("setting", ["WORKER_HEALTH", "WORKER_METRICS"])
async def test_a_worker_whose_port_is_taken_says_so_in_one_sentence(
    machine: Machine, tmp_path: Path, setting: str
) -> None:
    log = tmp_path / "taken.log"
    with socket.create_server((HOST, 0)) as taken:
        address = f"{HOST}:{taken.getsockname()[1]}"
        worker = watched(machine, **{setting: address})
        worker = Child(replace(worker.order, log=log))
        worker.start()
        status = await asyncio.wait_for(worker.ended(), LIMIT)

    [line] = [line for line in log.read_text().splitlines() if not line.startswith("{")]
    assert status == 1
    assert line.startswith(f"A setting cannot work: {setting}: nobody can listen on {address}")
