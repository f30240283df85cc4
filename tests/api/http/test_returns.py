"""Audits are planned, allocated and returned through the doors, from files and from afar."""

from pathlib import Path
from typing import Any

from tests.api.council import a_finding, handed_in
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Visitors
from tests.api.terminal import write_lines

ASKED = {"child": {"how": ["Talked on a walk."]}, "family": {"why_not": "They were away."}}


def a_plan(audit_id: str, **changes: Any) -> dict[str, Any]:
    about = {"kind": "dip_sample", "framework": "childrens_social_care", "subject": "record-17", "team": "north"}
    return {"audit_id": audit_id, **about, **changes}


def a_return(audit_id: str, **changes: Any) -> dict[str, Any]:
    found = {"framework": "childrens_social_care", "findings": [a_finding()], "views": ASKED, "worker_took_part": True}
    return handed_in(**{"audit_id": audit_id, **found, **changes})


async def test_an_audit_is_planned_allocated_and_returned_once(visitors: Visitors, audit_id: str) -> None:
    planned = await visitors.post("/audit-plans", "hal", a_plan(audit_id))
    again = await visitors.post("/audit-plans", "hal", a_plan(audit_id))
    allocated = await visitors.post(f"/audits/{audit_id}/allocate", "hal", {"auditor": "quinn"})
    silent = await visitors.post(f"/audits/{audit_id}/return", "quinn", a_return(audit_id, views=None))
    returned = await visitors.post(f"/audits/{audit_id}/return", "quinn", a_return(audit_id))
    repeated = await visitors.post(f"/audits/{audit_id}/return", "quinn", a_return(audit_id))
    otherwise = await visitors.post(f"/audits/{audit_id}/return", "quinn", a_return(audit_id, overall="good"))

    assert (planned.json()["audit"]["status"], planned.json()["audit"]["overall"]) == ("planned", "")
    assert (planned.json()["was_there"], again.json()["was_there"]) == (False, True)
    assert allocated.json()["audit"]["status"] == "allocated", allocated.text
    assert (silent.status_code, silent.json()["rule"]) == (409, "NoViews")
    assert returned.json()["audit"]["status"] == "acting", returned.text
    assert returned.json()["audit"]["returned_at"]
    assert repeated.json()["first"] == returned.json()["first"]
    assert otherwise.json()["rule"] == "AlreadyReturned"
    assert otherwise.json()["detail"].endswith("put right what was entered wrongly with `act AUDIT amend`.")


async def test_an_audit_that_was_never_planned_is_not_returned(visitors: Visitors, house: House, audit_id: str) -> None:
    await house.start(audit_id, auditor="quinn")

    refused = await visitors.post(f"/audits/{audit_id}/return", "quinn", a_return(audit_id))

    assert (refused.status_code, refused.json()["rule"]) == (409, "NeverPlanned")
    assert "there is no plan of it to return" in refused.json()["detail"]


async def test_what_is_planned_is_found_by_its_status_and_counted(visitors: Visitors, audit_id: str) -> None:
    await visitors.post("/audit-plans", "hal", a_plan(audit_id, auditor="quinn", month="2026-12"))

    listed = (await visitors.get("/audits", "quinn", status="allocated")).json()["items"]
    figures = (await visitors.get("/figures", "hal")).json()

    assert [one["audit_id"] for one in listed] == [audit_id]
    [rate] = figures["returns"]
    assert (rate["team"], rate["allocated"], rate["still_out"], rate["overdue"]) == ("north", 1, 1, 0)


async def test_a_return_of_another_plan_or_of_none_is_refused_with_a_sentence(
    visitors: Visitors, audit_id: str
) -> None:
    await visitors.post("/audit-plans", "hal", a_plan(audit_id, auditor="quinn"))
    path = f"/audits/{audit_id}/return"

    other = await visitors.post(path, "quinn", a_return(audit_id, subject="record-18"))
    nobody = await visitors.post(path, "hal", a_return(audit_id))
    own = await visitors.post(f"/audits/{audit_id}/reallocate", "hal", {"auditor": "tess", "reason": "Ill."})
    elsewhere = await visitors.post(path, "quinn", a_return("north-other"))

    assert "planned with the subject record-17: say the same" in other.json()["detail"]
    assert nobody.json()["rule"] == "NotAllowed"
    assert own.json()["rule"] == "OwnTeam"
    assert elsewhere.status_code == 422


async def test_plans_and_returns_come_from_files_too(far: Far, audit_id: str, tmp_path: Path) -> None:
    plans = write_lines(tmp_path / "plans.jsonl", a_plan(audit_id, auditor="quinn"), a_plan(f"{audit_id}-b"))
    far.sign_in("hal")
    planned = await far.answer("plan", plans)
    twice = await far.answer("plan", plans)
    far.sign_in("quinn")
    silent = write_lines(tmp_path / "silent.jsonl", a_return(audit_id, worker_took_part=None))
    refused = await far.type("return", silent)
    returned = await far.answer("return", write_lines(tmp_path / "returns.jsonl", a_return(audit_id)))
    beside = await far.answer_beside("return", tmp_path / "returns.jsonl")

    assert (planned["started"], twice["already"]) == ([audit_id, f"{audit_id}-b"], [audit_id, f"{audit_id}-b"])
    assert (refused.status, refused.out) == (2, "0 returned.\n")
    assert "line 1: The return does not say whether the worker took part" in refused.err
    assert returned["returned"] == beside["returned"] == [audit_id]
    shown = await far.type("show", f"{audit_id}-b")
    assert "not returned yet, planned" in shown.out
    story = await far.type("history", audit_id)
    assert "sought by “Talked on a walk" in " ".join(story.out.split())
