"""What a child said reaches the open audit of their case, once, and waits while there is none."""

from uuid import uuid4

from cloudevents.core.v1.event import CloudEvent
from temporalio.worker import Worker

from domain import events as e
from tests.activities.records import rows
from tests.api.inbox.conftest import Post
from tests.api.senders import an_event

VIEW = "auditloop.childs-view.v1"


def a_view(name: str, subject: str, **more: object) -> CloudEvent:
    said = {"subject": subject, "given_on": "2025-11-02", "way": "mind_of_my_own", "text": "I was not asked."}
    return an_event(name, type_=VIEW, data={**said, **more})


async def heard(post: Post, audit_id: str) -> list[e.ChildsViewHeard]:
    return [one for one in await post.log(audit_id) if isinstance(one, e.ChildsViewHeard)]


async def test_a_view_reaches_the_open_audit_of_the_subject_and_its_auditor_is_told(post: Post, worker: Worker) -> None:  # noqa: ARG001
    audit_id, subject = f"north-{uuid4().hex[:8]}", f"case-{uuid4().hex[:8]}"
    await post.house.start(audit_id, subject=subject)

    [kept] = await post.deliver(a_view("v-1", subject))

    [view] = await heard(post, audit_id)
    assert (kept.state, kept.outcome, kept.audit_id) == ("done", f"It was heard in audit {audit_id}.", audit_id)
    assert (str(view.given_on), view.way, view.by) == ("2025-11-02", "mind_of_my_own", "case-system")
    assert view.told
    assert [one.role for one in view.told.people] == ["auditor"]
    sent = await rows(post.house.record.database, "select audit_id from outbox where notice = 'view_heard'")
    assert [one["audit_id"] for one in sent] == [audit_id]


async def test_a_view_of_a_case_without_an_open_audit_is_kept_until_there_is_one(post: Post, worker: Worker) -> None:  # noqa: ARG001
    [kept] = await post.deliver(a_view("v-2", f"case-{uuid4().hex[:8]}", audit_id="gone"))

    assert (kept.state, kept.outcome) == (
        "waiting",
        "No audit of this subject is open: it is kept, and tried again until one is.",
    )
