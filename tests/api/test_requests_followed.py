"""The id of a request goes with its command through the workflow into the log and the worker's lines."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from api.errors import Place
from api.giving import Giving
from api.openings import Ground
from api.orders import Order
from api.policies import Policies
from api.start_files import Handed, draft
from api.starting import Starting
from tests.api.conftest import now
from tests.api.council import POLICIES, a_form
from tests.api.house import House

pytestmark = pytest.mark.usefixtures("worker")


async def requests_of(house: House, audit_id: str) -> list[tuple[str, str | None]]:
    """Each event's kind and the request it came by."""
    statement = text("select kind, request_id from events where audit_id = :audit_id order by seq")
    async with house.record.database.transaction() as connection:
        return [(row.kind, row.request_id) for row in await connection.execute(statement, {"audit_id": audit_id})]


async def test_a_command_is_followed_by_its_request_into_the_log_and_the_workers_lines(house: House) -> None:
    audit_id = f"north-{uuid4().hex[:8]}"
    await house.start(audit_id)
    order = Order(uuid4().hex, "pat", "accept", {"action_id": "a-1"})

    with capture_logs() as lines:
        receipt = await Giving(house.engine, house.record, Policies(POLICIES)).give(audit_id, order, now(), "r-17")

    events = await requests_of(house, audit_id)
    assert events[receipt.first - 1 : receipt.last] == [("action_accepted", "r-17")]
    assert {request for _, request in events[: receipt.first - 1]} == {None}
    [line] = [line for line in lines if line["event"] == "page_recorded"]
    assert (line["audit_id"], line["request_ids"]) == (audit_id, ["r-17"])
    assert not any("pat" in line.values() for line in lines)


async def test_a_start_is_followed_too(house: House) -> None:
    audit_id = f"north-{uuid4().hex[:8]}"
    policies = Policies(POLICIES)
    form = a_form(framework="childrens_social_care", audit_id=audit_id)
    handed = draft(Handed(Place("body"), form), Ground(policies, await house.record.directory(), now()), None)
    starting = Starting(house.engine, house.record, policies, now, request_id="r-18")

    await starting.start([handed], skip_bad=False, progress=lambda *_: None)

    events = await requests_of(house, audit_id)
    assert events[0] == ("audit_started", "r-18")
    assert {request for _, request in events} == {"r-18"}
