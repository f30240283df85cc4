"""Another system that sends events, with CloudEvents' own library."""

import json
from collections.abc import Sequence
from typing import Any

import httpx
from cloudevents.core.bindings.http import to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent

from api.inbox.known import AUDIT_RETURNED, MEASUREMENT
from domain.directory import Person
from tests.api.council import a_finding, handed_in

MEASURED = "referrer_told"
BATCH = "application/cloudevents-batch+json"
CASE_SYSTEM = Person(
    person="case-system",
    name="The case system",
    mail="case-system@example.invalid",
    roles=("service", "performance"),
    team="systems",
)


def an_event(event_id: str = "e-1", type_: str = AUDIT_RETURNED, data: Any = None, **attributes: Any) -> CloudEvent:
    """An audit that was returned, unless it is said to be something else."""
    given = {"id": event_id, "source": "/case-system", "type": type_, "datacontenttype": "application/json"}
    return CloudEvent({**given, **attributes}, a_return() if data is None else data)


def a_return(**changes: Any) -> dict[str, Any]:
    """An audit as the case system returns it, under the slow rules."""
    return handed_in(**{"framework": "childrens_social_care", "findings": [a_finding()], **changes})


def a_measurement(**changes: Any) -> dict[str, Any]:
    """The counts of an October for one team, too few to show the standard met."""
    period = {"period_from": "2025-10-01", "period_to": "2025-10-31"}
    return {"standard": MEASURED, "met": 9, "total": 20, "team": "north", **period, **changes}


def measured(event_id: str, **changes: Any) -> CloudEvent:
    return an_event(event_id, MEASUREMENT, a_measurement(**changes))


class Sender:
    """Sends as the case system does, each way."""

    def __init__(self, client: httpx.AsyncClient, by: str = CASE_SYSTEM.person) -> None:
        self._client, self._as = client, {"Authorization": f"Bearer person:{by}"}

    async def binary(self, event: CloudEvent, **headers: str) -> httpx.Response:
        message = to_binary_event(event)
        return await self.raw(message.body, **{**message.headers, **headers})

    async def structured(self, event: CloudEvent, **headers: str) -> httpx.Response:
        message = to_structured_event(event)
        return await self.raw(message.body, **{**message.headers, **headers})

    async def batch(self, events: Sequence[CloudEvent]) -> httpx.Response:
        written = [json.loads(to_structured_event(one).body) for one in events]
        return await self.raw(json.dumps(written).encode(), **{"content-type": BATCH})

    async def raw(self, body: bytes, **headers: str) -> httpx.Response:
        return await self._client.post("/v1/events", content=body, headers={**self._as, **headers})
