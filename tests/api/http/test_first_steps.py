"""An audit through the doors: started, acted on, read."""

from datetime import UTC, datetime

from sqlalchemy import text

from tests.api.council import a_finding, handed_in
from tests.api.house import House
from tests.api.http.visitors import Visitors

DIGEST = "sha256:" + "0" * 64


async def an_audit(visitors: Visitors, audit_id: str, **changes: object) -> str:
    form = handed_in(audit_id=audit_id, framework="childrens_social_care", findings=[a_finding()], **changes)
    answer = await visitors.post("/audits", "quinn", form)
    assert answer.status_code == 200, answer.text
    return audit_id


async def test_an_audit_is_started_claimed_verified_and_read(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)
    audit = (await visitors.get(f"/audits/{audit_id}", "quinn")).json()
    action = audit["actions"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}"

    claimed = await visitors.post(
        f"{path}/claim", action["owner"], {"evidence": [{"reference": "plan.pdf", "digest": DIGEST}], "note": "Dated."}
    )
    verified = await visitors.post(f"{path}/verify", "quinn")

    assert claimed.status_code == 200, claimed.text
    assert claimed.json()["action"]["status"] == "done claimed"
    assert verified.json()["action"]["status"] == "verified"
    story = (await visitors.get(f"/audits/{audit_id}/story", "quinn")).json()["items"]
    assert [one["kind"] for one in story][-2:] == ["action_claimed", "action_verified"]


async def test_an_action_shows_that_it_is_paused_until_it_is_resumed(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)
    path = f"/audits/{audit_id}/actions/a-1"

    paused = await visitors.post(f"{path}/pause", "sam", {"reason": "The child is in hospital."})
    resumed = await visitors.post(f"{path}/resume", "sam")

    assert paused.status_code == 200, paused.text
    assert paused.json()["action"]["paused_until"] > datetime.now(UTC).isoformat()
    assert (paused.json()["action"]["waits_for"], paused.json()["action"]["extensions"]) == (None, 0)
    assert resumed.json()["action"]["paused_until"] is None


async def test_lists_show_what_one_may_see(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)

    for path in ("/audits", "/actions", "/standards", "/notices"):
        seen = await visitors.get(path, "quinn", limit=1)
        assert seen.status_code == 200, (path, seen.text)
    own = (await visitors.get("/audits", "tess")).json()["items"]
    assert [one["audit_id"] for one in own] == [audit_id]


async def test_the_same_key_and_body_get_the_same_answer_and_another_body_is_refused(
    visitors: Visitors, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"][0]
    path = f"/audits/{audit_id}/actions/{action['action_id']}/accept"

    first = await visitors.post(path, action["owner"], key="accept-1")
    again = await visitors.post(path, action["owner"], key="accept-1")
    other = await visitors.post(path.replace("accept", "start"), action["owner"], key="accept-1")

    assert first.status_code == 200
    assert again.content == first.content
    assert other.status_code == 422


async def test_every_read_of_a_record_is_noted(visitors: Visitors, house: House, audit_id: str) -> None:
    await an_audit(visitors, audit_id)
    await visitors.get(f"/audits/{audit_id}", "hal")

    async with house.record.database.transaction() as connection:
        rows = (await connection.execute(text("select person, route, audits from reads order by number"))).all()

    assert tuple(rows[-1]) == ("hal", "GET /v1/audits/{audit_id}", [audit_id])


async def test_an_audit_that_found_nothing_unmet_is_over_as_soon_as_it_is_started(
    visitors: Visitors, audit_id: str
) -> None:
    good = handed_in(audit_id=audit_id, kind="thematic", framework="childrens_social_care", overall="good")
    good |= {"grades": {}, "findings": []}

    started = await visitors.post("/audits", "quinn", good)
    again = await visitors.post("/audits", "quinn", good)

    assert started.json()["audit"]["status"] == "closed"
    assert (started.json()["was_there"], again.json()["was_there"]) == (False, True)


async def test_many_audits_are_checked_before_the_first_is_started(visitors: Visitors, audit_id: str) -> None:
    good = handed_in(audit_id=audit_id, framework="childrens_social_care", findings=[a_finding()])
    bad = {**good, "audit_id": f"{audit_id}-b", "overall": "splendid"}

    refused = await visitors.post("/audit-batches", "quinn", {"audits": [good, bad]})
    untouched = await visitors.get(f"/audits/{audit_id}", "quinn")
    taken = await visitors.post("/audit-batches", "quinn", {"audits": [good, bad], "skip_bad": True})

    assert refused.status_code == 422
    assert "/audits/1" in refused.json()["detail"]
    assert untouched.status_code == 404
    assert taken.json()["started"] == [audit_id]
    assert [one["pointer"] for one in taken.json()["skipped"]] == ["/audits/1"]
