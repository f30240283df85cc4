"""Events come in by each of CloudEvents' ways, once each, and operators see what became of them."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from api.inbox.known import KNOWN
from storage.people import replace
from tests.api.conftest import now
from tests.api.council import people
from tests.api.house import House
from tests.api.http.visitors import Visitors
from tests.api.senders import CASE_SYSTEM, Sender, a_return, an_event, measured


@pytest.fixture
async def client(app: FastAPI, house: House) -> AsyncIterator[httpx.AsyncClient]:
    """The doors, with nobody working behind them."""
    await replace(house.record.database, [*people(), CASE_SYSTEM], at=now())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://doors") as client:
        yield client


@pytest.fixture
def sender(client: httpx.AsyncClient) -> Sender:
    return Sender(client)


@pytest.fixture
def visitors(client: httpx.AsyncClient) -> Visitors:
    return Visitors(client)


async def test_an_event_is_one_event_whichever_way_it_is_sent(sender: Sender, visitors: Visitors) -> None:
    event = an_event(subject="record-17", traceparent="00-1")

    answers = [await sender.structured(event), await sender.binary(event), await sender.batch([event, event])]

    assert [one.status_code for one in answers] == [202] * 3, [one.text for one in answers]
    taken = [one for answer in answers for one in answer.json()["events"]]
    assert [one["was_there"] for one in taken] == [False, True, True, True]
    assert {(one["source"], one["id"], one["state"]) for one in taken} == {("/case-system", "e-1", "waiting")}
    [kept] = (await visitors.get("/events", "otto")).json()["items"]
    assert (kept["type"], kept["subject"], kept["sender"]) == (
        "auditloop.audit.returned.v1",
        "record-17",
        "case-system",
    )


async def test_the_same_name_with_other_content_is_refused_and_nothing_of_its_batch_is_kept(
    sender: Sender, visitors: Visitors
) -> None:
    await sender.structured(an_event())

    answer = await sender.batch([an_event("e-2"), an_event("e-1", data=a_return(team="south"))])

    assert answer.status_code == 409
    assert answer.json()["rule"] == "OtherContent"
    assert "/case-system sent an event e-1 before that says otherwise" in answer.json()["detail"]
    assert [one["id"] for one in (await visitors.get("/events", "otto")).json()["items"]] == ["e-1"]


async def test_a_type_that_nobody_knows_is_kept_and_shown(sender: Sender, visitors: Visitors) -> None:
    answer = await sender.binary(an_event(type_="com.example.something", data={"any": ["thing"]}))

    [kept] = (await visitors.get("/events", "otto", state="unknown")).json()["items"]
    assert answer.json()["events"][0]["state"] == "unknown"
    assert kept["outcome"].startswith("This version does not know its type")


async def test_the_schema_of_every_type_is_open_to_everybody(client: httpx.AsyncClient) -> None:
    listed = (await client.get("/v1/event-types")).json()["items"]
    schemas = {one["type"]: await client.get(one["schema_address"]) for one in listed}
    unknown = await client.get("/v1/event-types/nothing.v1")

    assert set(schemas) == {*KNOWN}
    assert {one.headers["content-type"] for one in schemas.values()} == {"application/schema+json"}
    returned = schemas["auditloop.audit.returned.v1"].json()
    assert returned["$id"] == "urn:auditloop:event-type:auditloop.audit.returned.v1"
    assert {"audit_id", "auditor", "overall"} <= set(returned["required"])
    assert unknown.status_code == 404


async def test_only_services_send_and_only_operators_look(client: httpx.AsyncClient, visitors: Visitors) -> None:
    refused = [(await Sender(client, who).structured(an_event())).status_code for who in ("dee", "quinn", "otto")]
    unseen = [(await visitors.get("/events", who)).status_code for who in ("dee", "case-system")]

    assert refused == [403] * 3
    assert unseen == [403] * 2


async def test_a_request_under_a_key_gets_its_first_answer_and_another_is_refused(sender: Sender) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = await sender.structured(an_event(), **key)
    again = await sender.structured(an_event(), **key)
    other = await sender.structured(an_event("e-2"), **key)

    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 422)
    assert again.content == first.content


async def test_lists_go_on_a_page_at_a_time(sender: Sender, visitors: Visitors) -> None:
    await sender.batch([measured(f"e-{n}") for n in range(5)])

    first = (await visitors.get("/events", "otto", limit=3)).json()
    rest = (await visitors.get("/events", "otto", limit=3, cursor=first["next"])).json()

    assert [one["id"] for one in first["items"] + rest["items"]] == ["e-4", "e-3", "e-2", "e-1", "e-0"]
    assert rest["next"] is None


async def test_refused_events_are_retried_with_a_reason_that_is_noted(
    sender: Sender, visitors: Visitors, house: House
) -> None:
    await sender.batch([measured("e-1"), measured("e-2")])
    async with house.record.database.transaction() as connection:
        await connection.execute(text("update inbox set state = 'refused' where event_id = 'e-1'"))
    [refused] = (await visitors.get("/events", "otto", state="refused")).json()["items"]

    wordless = await visitors.post("/events/retry", "otto", {})
    retried = await visitors.post("/events/retry", "otto", {"events": [refused["number"]], "reason": "Added them."})

    assert wordless.status_code == 422
    assert retried.json() == {"retried": 1}
    assert (await visitors.get("/events", "otto", state="refused")).json()["items"] == []
    [noted] = (await visitors.get("/operations", "otto")).json()["items"]
    assert (noted["verb"], noted["about"], noted["reason"]) == (
        "retry event",
        f"event/{refused['number']}",
        "Added them.",
    )


async def test_the_same_event_by_many_hands_at_once_is_in_once(sender: Sender) -> None:
    answers = await asyncio.gather(
        *(sender.binary(an_event()) for _ in range(6)), *(sender.batch([an_event()]) for _ in range(6))
    )

    taken = [one for answer in answers for one in answer.json()["events"]]
    assert [one["was_there"] for one in taken].count(False) == 1


async def test_an_event_about_an_audit_that_is_restricted_to_others_shows_nothing_of_it(
    sender: Sender, visitors: Visitors, house: House
) -> None:
    await sender.structured(an_event(subject="record-17"))
    async with house.record.database.transaction() as connection:
        await connection.execute(text("insert into restrictions values ('north-1', array['dee'])"))
        await connection.execute(text("update inbox set audit_id = 'north-1', outcome = 'Audit north-1 was started.'"))

    [shown] = (await visitors.get("/events", "otto")).json()["items"]

    assert (shown["audit_id"], shown["subject"]) == (None, None)
    assert shown["outcome"] == "It is about an audit that is restricted to others."
