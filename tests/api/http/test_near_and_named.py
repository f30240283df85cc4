"""Being near an audit opens its door; whose action it is decides the rest. Named people do what they may elsewhere."""

from typing import Any

from tests.activities.records import rows
from tests.api.council import a_finding, handed_in
from tests.api.house import House
from tests.api.http.visitors import Visitors

READS = "select person, route from reads where :audit_id = any(audits) order by number"


async def of_two_owners(visitors: Visitors, audit_id: str, **changes: Any) -> dict[str, str]:
    """An audit in which pat has an action, and tess another; the action of each."""
    findings = [a_finding(owner="pat"), a_finding(standard="chronology_current", owner="tess")]
    fields = {"framework": "childrens_social_care", "grades": {}, "findings": findings, **changes}
    started = await visitors.post("/audits", "quinn", handed_in(audit_id=audit_id, **fields))
    assert started.status_code == 200, started.text
    actions = (await visitors.get("/actions", "quinn", audit_id=audit_id)).json()["items"]
    return {one["owner"]: f"/audits/{audit_id}/actions/{one['action_id']}" for one in actions}


async def test_somebody_with_an_action_of_their_own_cannot_do_another_persons(
    visitors: Visitors, audit_id: str
) -> None:
    action = await of_two_owners(visitors, audit_id)

    others = await visitors.post(f"{action['tess']}/accept", "pat")
    own = await visitors.post(f"{action['pat']}/accept", "pat")

    assert (others.status_code, others.json()["rule"]) == (403, "NotAllowed")
    assert own.status_code == 200


async def test_whoever_gives_a_command_and_is_shown_the_audit_for_it_is_noted(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    action = await of_two_owners(visitors, audit_id)

    await visitors.post(f"{action['pat']}/accept", "pat")

    noted = [(one["person"], one["route"]) for one in await rows(house.record.database, READS, audit_id=audit_id)]
    assert noted == [
        ("quinn", "POST /v1/audits"),
        ("quinn", "GET /v1/actions"),
        ("pat", "POST /v1/audits/{audit_id}/actions/{action_id}/accept"),
    ]


async def test_people_who_are_named_work_on_a_restricted_audit_as_on_any(visitors: Visitors, audit_id: str) -> None:
    action = await of_two_owners(visitors, audit_id, restricted_to=["quinn", "pat"])

    accepted = await visitors.post(f"{action['pat']}/accept", "pat")
    read = await visitors.get(action["pat"], "pat")
    by_other = await visitors.post(f"{action['tess']}/accept", "tess")

    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["action"]["owner"] == "pat"
    assert read.status_code == 200
    assert by_other.status_code == 404
