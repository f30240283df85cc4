"""An audit that was planned here and made in another system is returned by the event that says so."""

from uuid import uuid4

import pytest

from api.errors import Place
from api.forms import PlanForm
from api.openings import Ground
from api.policies import Policies
from api.start_files import Handed, draft
from tests.api.conftest import now
from tests.api.council import POLICIES
from tests.api.inbox.conftest import Post
from tests.api.senders import CASE_SYSTEM, a_return, an_event

ASKED = {"child": {"how": ["Talked."]}, "family": {"how": ["Wrote."]}}


async def planned(post: Post) -> str:
    audit_id = f"north-{uuid4().hex[:8]}"
    about = {"kind": "dip_sample", "framework": "childrens_social_care", "subject": "record-17", "team": "north"}
    form = PlanForm.model_validate({"audit_id": audit_id, **about, "auditor": "quinn", "by": "hal"})
    ground = Ground(Policies(POLICIES), await post.house.record.directory(), now())
    handed = draft(Handed(Place("plans.jsonl", 1), form), ground, None)
    await post.house.starting.start([handed], skip_bad=False, progress=lambda *_: None)
    return audit_id


@pytest.mark.usefixtures("worker")
async def test_a_planned_audit_is_returned_by_the_system_it_was_made_in(post: Post) -> None:
    audit_id = await planned(post)
    said = a_return(audit_id=audit_id, views=ASKED, worker_took_part=True)

    [kept] = await post.deliver(an_event(data=said))

    assert (kept.state, kept.outcome) == ("done", f"Audit {audit_id} was returned.")
    returned = next(event for event in await post.log(audit_id) if event.kind == "audit_returned")
    assert returned.by == CASE_SYSTEM.person


@pytest.mark.usefixtures("worker")
async def test_a_return_that_leaves_out_whose_views_were_sought_is_refused_and_kept(post: Post) -> None:
    audit_id = await planned(post)

    [kept] = await post.deliver(an_event(data=a_return(audit_id=audit_id)))

    assert kept.state == "refused"
    assert kept.outcome
    assert kept.outcome.startswith("The return does not say how the child's views were sought")
    assert await post.kinds(audit_id) == ["audit_planned", "audit_allocated"]
