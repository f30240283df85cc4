"""A complaint that another system tells of is answered here, once, or it is said why not."""

from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import uuid4

import pytest
from cloudevents.core.v1.event import CloudEvent

from api.inbox.acting import Acting
from api.inbox.complained import NO_POLICY, OTHER_STAGE, audit_id_of
from api.inbox.means import Means
from api.policies import Policies
from domain import events as e
from tests.api.conftest import now
from tests.api.council import POLICIES
from tests.api.inbox.conftest import Post
from tests.api.senders import CASE_SYSTEM, an_event


def a_complaint(name: str, complaint_id: str, **more: object) -> CloudEvent:
    said: dict[str, Any] = {"complaint_id": complaint_id, "subject": "record-17", "team": "north", "stage": 1}
    said |= {"received_on": "2025-11-03", "text": "Nobody called us back."}
    return an_event(name, type_="auditloop.complaint.v1", data={**said, **more})


@pytest.mark.usefixtures("worker")
async def test_a_complaint_is_planned_once_for_whoever_answers_it_and_due_from_its_receipt(post: Post) -> None:
    complaint = f"C-{uuid4().hex[:8]}"
    audit_id = audit_id_of(complaint)

    kept = await post.deliver(
        a_complaint("one", complaint), a_complaint("again", complaint), a_complaint("other", complaint, text="Never.")
    )

    assert [(one.state, one.outcome, one.audit_id) for one in kept] == [
        ("done", f"Audit {audit_id} answers it.", audit_id),
        ("done", f"Audit {audit_id} answers it already.", audit_id),
        (
            "refused",
            f"Complaint {complaint} is there already and says otherwise: give this one another id.",
            audit_id,
        ),
    ]
    planned, allocated = (await post.log(audit_id))[:2]
    assert isinstance(planned, e.AuditPlanned)
    assert isinstance(allocated, e.AuditAllocated)
    assert planned.complaint
    assert (planned.by, planned.audit_kind, planned.complaint.reference) == (CASE_SYSTEM.person, "complaint", complaint)
    assert (allocated.auditor, allocated.due_at.isoformat()) == ("sam", "2025-11-18T00:00:00+00:00")
    assert complaint not in audit_id


@pytest.mark.usefixtures("worker")
async def test_a_complaint_about_a_team_that_nobody_leads_waits_to_be_allocated(post: Post) -> None:
    complaint = f"C-{uuid4().hex[:8]}"

    [kept] = await post.deliver(a_complaint("nowhere", complaint, team="nowhere"))

    assert kept.outcome
    assert kept.outcome.endswith("answers it, and nobody in its line is service_manager: allocate it.")
    assert await post.kinds(audit_id_of(complaint)) == ["audit_planned"]


async def test_what_is_not_answered_here_is_refused_and_kept(post: Post, tmp_path: Path) -> None:
    folder = copytree(POLICIES, tmp_path / "policies")
    policy = folder / "childrens_social_care.yaml"
    policy.write_text(policy.read_text().replace(", answered_by: service_manager", ""))

    async def engine() -> Any:
        return post.house.engine

    means = Means(post.house.record, Policies(folder), engine, now)
    [later] = await post.deliver(a_complaint("stage-2", "C-2", stage=2))
    *_, nobody = await post._replace(acting=Acting(means)).deliver(a_complaint("nobody", "C-3"))

    assert (later.state, later.outcome) == ("refused", OTHER_STAGE)
    assert (nobody.state, nobody.outcome) == ("refused", NO_POLICY)
