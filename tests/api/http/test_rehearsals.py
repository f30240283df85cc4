"""What can be known before anything is done: what a batch would come to, and how many notices there are."""

from tests.api.council import a_finding, handed_in
from tests.api.http.visitors import Visitors


async def test_a_rehearsal_says_what_would_be_and_starts_nothing(visitors: Visitors, audit_id: str) -> None:
    good = handed_in(audit_id=audit_id, framework="childrens_social_care", findings=[a_finding()])
    bad = {**good, "audit_id": f"{audit_id}-b", "auditor": "nobody"}

    rehearsed = (await visitors.post("/audit-batches", "quinn", {"audits": [good, bad], "rehearsal": True})).json()
    untouched = await visitors.get(f"/audits/{audit_id}", "quinn")

    assert (rehearsed["started"], rehearsed["already"]) == ([audit_id], [])
    assert [one["pointer"] for one in rehearsed["skipped"]] == ["/audits/1"]
    assert untouched.status_code == 404


async def test_notices_are_counted_within_what_one_may_see(visitors: Visitors, audit_id: str) -> None:
    form = handed_in(audit_id=audit_id, framework="childrens_social_care", findings=[a_finding()])
    await visitors.post("/audits", "quinn", {**form, "restricted_to": ["quinn", "pat", "dee"]})

    counts = {who: (await visitors.get("/notices/counts", who)).json() for who in ("pat", "quinn", "otto")}
    listed = (await visitors.get("/notices", "pat")).json()["items"]

    assert listed != []
    assert counts["pat"] == {"counts": {"waiting": len(listed)}, "oldest_waiting": min(one["due_at"] for one in listed)}
    assert counts["quinn"] == counts["otto"] == {"counts": {}, "oldest_waiting": None}
