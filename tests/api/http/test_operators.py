"""What operators see of an audit's engine, what is stuck, and what they do about it."""

from datetime import timedelta

from sqlalchemy import text

from tests.api.conftest import now
from tests.api.house import House
from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors

DEAD = text("update outbox set state = 'dead', failure = 'no such mailbox', due_at = :at where audit_id = :audit_id")


async def test_the_engines_history_stands_beside_the_story(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id, kind="thematic")

    first = (await visitors.get(f"/audits/{audit_id}/engine", "otto", limit=2)).json()
    rest = (await visitors.get(f"/audits/{audit_id}/engine", "otto", cursor=first["next"])).json()

    assert first["items"][0]["what"] == "The workflow was started"
    assert [one["number"] for one in first["items"]] == [1, 2]
    assert rest["items"][0]["number"] == 3
    assert "An effect was asked for" in [one["what"] for one in rest["items"]]
    assert [one["kind"] for one in rest["pending"]] == ["timer"]


async def test_somebody_who_is_no_operator_sees_nothing_of_the_engine(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)

    for path in (f"/audits/{audit_id}/engine", "/stuck"):
        assert (await visitors.get(path, "dee")).status_code == 403
    assert (await visitors.get("/operations", "hal")).status_code == 403


async def test_a_dead_notice_is_shown_and_resent_and_the_reason_is_kept(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    async with house.record.database.transaction() as connection:
        await connection.execute(DEAD, {"audit_id": audit_id, "at": now() - timedelta(hours=1)})

    stuck = (await visitors.get("/stuck", "otto")).json()
    dead = (await visitors.get("/notices", "otto", state="dead")).json()["items"]
    resent = await visitors.post(
        "/notices/resend", "otto", {"notices": [dead[0]["notice_id"]], "reason": "the address was put right"}
    )
    done = (await visitors.get("/operations", "otto")).json()["items"][0]

    assert "dead_letter" in [one["kind"] for one in stuck["items"]]
    assert stuck["engine_answers"] is True
    assert resent.json() == {"resent": 1}
    assert (done["verb"], done["person"], done["reason"]) == ("resend", "otto", "the address was put right")


async def test_an_audit_whose_workflow_is_gone_goes_on_when_it_is_nudged(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    await house.lose(audit_id)

    stuck = (await visitors.get("/stuck", "otto")).json()["items"]
    nudged = await visitors.post(f"/audits/{audit_id}/nudge", "otto", {"reason": "it was left alone"})
    after = (await visitors.get("/stuck", "otto")).json()["items"]

    assert [(one["kind"], one["audit_id"]) for one in stuck] == [("left_alone", audit_id)]
    assert nudged.status_code == 200
    assert after == []
    assert (await visitors.post(f"/audits/{audit_id}/nudge", "otto", {})).status_code == 422


async def test_an_audit_is_moved_to_another_version_only_if_there_is_one(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)
    version = (await visitors.get(f"/audits/{audit_id}", "otto")).json()["version"]

    same = await visitors.post(f"/audits/{audit_id}/replan", "otto", {"version": version, "reason": "A trial."})
    unknown = await visitors.post(f"/audits/{audit_id}/replan", "otto", {"version": 99, "reason": "A trial."})
    early = await visitors.post(f"/audits/{audit_id}/find-again", "otto", {"reason": "Somebody came back."})

    assert (same.status_code, unknown.status_code) == (409, 409)
    assert unknown.json()["rule"] == "UnknownVersion"
    assert early.status_code == 409


async def test_an_audit_that_counts_by_the_current_bank_holidays_already_is_not_moved(
    visitors: Visitors, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)

    moved = await visitors.post(f"/audits/{audit_id}/update-calendar", "otto", {})

    assert (moved.status_code, moved.json()["rule"]) == (409, "SameCalendar")
