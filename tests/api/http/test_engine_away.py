"""While the engine is away reads still work, commands are told so, and the retry with the same key ends right."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from temporalio.client import Client
from temporalio.worker import Worker

from api.http.app import build_app
from api.http.doors import HttpDoors
from api.http.way import Way
from runtime.errors import TemporalUnreachable
from tests.api.conftest import IMPATIENT
from tests.api.house import House
from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors


class Bridge:
    """A way to the engine that can be broken and mended."""

    def __init__(self, client: Client) -> None:
        self.client, self.is_broken = client, False

    async def connect(self) -> Client:
        if self.is_broken:
            raise TemporalUnreachable("nowhere:1", IMPATIENT.one_try)
        return self.client


@pytest.fixture
def bridge(house: House) -> Bridge:
    return Bridge(house.client)


@pytest.fixture
async def away(doors: HttpDoors, house: House, bridge: Bridge) -> AsyncIterator[Visitors]:
    """Visitors of doors that look for the engine anew each time they begin."""
    way = Way(bridge.connect, house.record, queue=house.queue, patience=IMPATIENT)
    transport = httpx.ASGITransport(build_app(replace(doors, way=way)))
    async with httpx.AsyncClient(transport=transport, base_url="http://doors") as client:
        yield Visitors(client)


async def test_reads_still_work_and_a_command_is_told_that_the_engine_is_away(
    visitors: Visitors, away: Visitors, bridge: Bridge, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}/accept"
    bridge.is_broken = True

    read = await away.get(f"/audits/{audit_id}", "quinn")
    stuck = await away.get("/stuck", "otto")
    refused = await away.post(path, action["owner"], key="later")
    bridge.is_broken = False
    done = await away.post(path, action["owner"], key="later")

    assert read.status_code == 200
    assert stuck.json()["engine_answers"] is False
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
    assert done.status_code == 200


async def test_a_command_that_nobody_works_on_is_kept_and_answered_once_somebody_does(
    house: House, visitors: Visitors, worker: Worker, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}/accept"
    await worker.shutdown()

    lost = await visitors.post(path, action["owner"], key="nobody-there")
    second = Worker(
        house.client,
        task_queue=house.queue,
        workflows=worker.config()["workflows"],
        activities=worker.config()["activities"],
        workflow_runner=worker.config()["workflow_runner"],
    )
    async with second:
        done = await visitors.post(path, action["owner"], key="nobody-there")
        story = (await visitors.get(f"/audits/{audit_id}/story", "quinn")).json()["items"]

    assert lost.status_code == 503
    assert done.status_code == 200
    assert [one["kind"] for one in story].count("action_accepted") == 1
