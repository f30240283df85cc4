"""Bad input gets one clear sentence and changes nothing; a lost answer can be asked for again."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.council import a_finding, handed_in
from tests.api.house import House
from tests.api.http.test_first_steps import DIGEST, an_audit
from tests.api.http.visitors import Visitors

NASTY = (
    "'; drop table audits; --",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "{{ 7 * 7 }} ${jndi:ldap://x} %s %(x)s",
    "\u202eright to left\u202c and \ufeff nothing",
    "a" * 10_000,
)


async def test_a_body_of_ten_megabytes_is_refused_before_it_is_read(served: httpx.AsyncClient) -> None:
    headers = {"Authorization": "Bearer person:quinn", "Idempotency-Key": "big", "Content-Type": "application/json"}

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b" " * 1_000_000

    announced = await served.post("/v1/audits", headers=headers, content=b" " * 10_000_000)
    streamed = await served.post("/v1/audits", headers=headers, content=unannounced())

    assert (announced.status_code, streamed.status_code) == (413, 413)
    assert announced.json()["detail"] == "The body is longer than 1,000,000 bytes: send less at once."


async def test_ten_thousand_audits_at_once_are_refused_in_one_sentence(visitors: Visitors) -> None:
    rows = [{"audit_id": f"m-{number}"} for number in range(10_000)]
    whole = [handed_in(audit_id=f"m-{number}") for number in range(10_000)]

    short = await visitors.post("/audit-batches", "quinn", {"audits": rows})
    long = await visitors.post("/audit-batches", "quinn", {"audits": whole})

    assert (short.status_code, long.status_code) == (422, 413)
    assert short.json()["detail"] == "/audits/0/kind: it is missing: add it."
    assert len(short.json()["errors"]) == 20


async def test_whatever_people_write_is_kept_as_they_wrote_it(visitors: Visitors, audit_id: str) -> None:
    standards = ("plan_is_smart", "child_seen_alone", "views_recorded", "risk_analysed", "chronology_current")
    findings = [a_finding(standard=one, text=words) for one, words in zip(standards, NASTY, strict=True)]
    form = handed_in(audit_id=audit_id, framework="childrens_social_care", findings=findings)

    assert (await visitors.post("/audits", "quinn", form)).status_code == 200
    shown = (await visitors.get(f"/audits/{audit_id}", "quinn")).json()

    assert {one["text"] for one in shown["findings"]} == set(NASTY)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "this is not JSON: write one JSON object"),
        (b"[]", "this is not a JSON object: write { } around its fields"),
        (b'{"audit_id": "UPPER"}', "/audit_id: "),
        (b'{"audit_id": "x", "audit_id2": 1}', "it is missing: add it"),
        (b"\xff\xfe", "this is not JSON"),
        (b"[" * 100_000, "this is not"),
    ],
)
async def test_a_body_that_cannot_be_read_is_malformed(visitors: Visitors, body: bytes, sentence: str) -> None:
    headers = {"Authorization": "Bearer person:quinn", "Idempotency-Key": "k", "Content-Type": "application/json"}

    answer = await visitors.client.post("/v1/audits", headers=headers, content=body)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_unknown_ids_are_not_there(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)

    for path in ("/audits/nowhere", "/audits/nowhere/story", f"/audits/{audit_id}/actions/a-99", "/people/nobody"):
        assert (await visitors.get(path, "dee")).status_code == 404, path
    for path in ("/audits/nowhere/withdraw", f"/audits/{audit_id}/actions/a-99/cancel"):
        assert (await visitors.post(path, "dee", {"reason": "A slip."})).status_code == 404, path


async def test_a_rule_that_refuses_is_named_and_nothing_has_changed(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}/claim"
    before = (await visitors.get(f"/audits/{audit_id}", "quinn")).json()["seq"]

    refused = await visitors.post(path, action["owner"], {"note": "done"}, key="claim-it")
    again = await visitors.post(path, action["owner"], {"note": "done"}, key="claim-it")

    assert (refused.status_code, refused.json()["rule"]) == (409, "NoEvidence")
    assert again.json()["detail"] == refused.json()["detail"]
    assert (await visitors.get(f"/audits/{audit_id}", "quinn")).json()["seq"] == before


async def test_of_two_people_who_act_in_the_same_instant_one_wins_and_the_other_is_told(
    visitors: Visitors, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}"
    claim = {"evidence": [{"reference": "plan.pdf", "digest": DIGEST}], "note": "Dated."}
    await visitors.post(f"{path}/claim", action["owner"], claim)

    answers = await asyncio.gather(
        visitors.post(f"{path}/verify", "quinn"), visitors.post(f"{path}/send-back", "quest", {"reason": "Not dated."})
    )

    assert sorted(one.status_code for one in answers) == [200, 409]
    told = next(one for one in answers if one.status_code == 409).json()
    assert told["rule"] == "ActionElsewhere"


async def test_a_command_that_the_engine_lost_happens_once_when_it_is_given_again(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}/accept"
    await house.lose(audit_id)

    answers = [await visitors.post(path, action["owner"], key="accept-once") for _ in range(2)]
    story = (await visitors.get(f"/audits/{audit_id}/story", "quinn")).json()["items"]

    assert [one.status_code for one in answers] == [200, 200]
    assert json.loads(answers[0].content) == json.loads(answers[1].content)
    assert [one["kind"] for one in story].count("action_accepted") == 1
