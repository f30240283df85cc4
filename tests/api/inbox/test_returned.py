"""An audit that another system says was returned starts, once, after the same checks as one from a file."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import text

from storage import inbox, trying
from storage.restrictions import around
from tests.api.conftest import now
from tests.api.council import a_finding, people
from tests.api.inbox.conftest import Post
from tests.api.senders import a_return, an_event


@pytest.fixture
def audit_id() -> str:
    return f"north-{uuid4().hex[:8]}"


@pytest.mark.usefixtures("worker")
async def test_a_returned_audit_starts_and_its_event_keeps_nothing_of_what_it_said(post: Post, audit_id: str) -> None:
    [kept] = await post.deliver(an_event(data=a_return(audit_id=audit_id)))

    assert (kept.state, kept.audit_id, kept.outcome) == ("done", audit_id, f"Audit {audit_id} was started.")
    started = (await post.log(audit_id))[0]
    assert (started.kind, started.by) == ("audit_started", "case-system")
    async with post.house.record.database.transaction() as connection:
        body = (await connection.execute(text("select body from inbox"))).scalar_one()
        words = (await connection.execute(text("select text from texts"))).scalars().all()
    assert "No dates in the plan." in words
    assert "data" not in json.loads(body)


@pytest.mark.usefixtures("worker")
async def test_an_event_whose_porter_died_after_it_acted_starts_no_second_audit(post: Post, audit_id: str) -> None:
    await post.send([an_event(data=a_return(audit_id=audit_id))])
    database = post.house.record.database
    async with database.transaction() as connection:
        [due] = await trying.claim(connection, [an_event().get_type()], now=now(), until=now(), limit=1)
    await post.acting.act(due)
    before = await post.log(audit_id)

    while await post.porter().carry_due():
        pass

    [kept] = await post.kept()
    assert (kept.state, kept.outcome, kept.attempts) == ("done", f"Audit {audit_id} was there already.", 2)
    assert await post.log(audit_id) == before


@pytest.mark.usefixtures("worker")
async def test_another_audit_under_an_id_that_is_taken_is_refused_and_kept(post: Post, audit_id: str) -> None:
    first = a_return(audit_id=audit_id)
    others = [
        a_return(audit_id=audit_id, overall="good"),
        a_return(audit_id=audit_id, findings=[a_finding(text="Nobody asked the father.")]),
        a_return(audit_id=audit_id, findings=[a_finding(owner="tess")]),
        a_return(audit_id=audit_id, findings=[a_finding(), a_finding()]),
    ]

    kept = await post.deliver(*(an_event(f"e-{n}", data=one) for n, one in enumerate([first, first, *others])))

    assert [one.state for one in kept] == ["done", "done", *["refused"] * 4]
    assert {one.outcome for one in kept[2:]} == {
        f"Audit {audit_id} is there already and says otherwise: give this one another id."
    }
    assert (await post.kinds(audit_id)).count("audit_started") == 1


@pytest.mark.usefixtures("worker")
async def test_an_audit_that_could_not_start_is_refused_and_starts_after_it_was_put_right(
    post: Post, audit_id: str
) -> None:
    kept = await post.deliver(
        an_event("e-1", data=a_return(audit_id=audit_id, worker="nobody")),
        an_event("e-2", data=a_return(audit_id=audit_id, findings=[a_finding(standard="plan")])),
    )

    assert [one.state for one in kept] == ["refused"] * 2
    assert kept[0].outcome == (
        "The worker nobody is not in the directory: load them with `starter.py people load`, or name somebody else."
    )
    assert str(kept[1].outcome).startswith("plan is not a standard of childrens_social_care: write one of")
    assert await post.log(audit_id) == []

    newcomer = next(one for one in people() if one.person == "pat").model_copy(update={"person": "nobody"})
    await post.house.record.add_people([newcomer], now())
    async with post.house.record.database.transaction() as connection:
        await inbox.retry(connection, kept[0].number, now())
    while await post.porter().carry_due():
        pass

    assert [one.state for one in await post.kept()] == ["done", "refused"]
    assert (await post.kinds(audit_id))[0] == "audit_started"


@pytest.mark.usefixtures("worker")
async def test_an_audit_that_only_some_may_know_of_is_hidden_from_its_first_moment(post: Post, audit_id: str) -> None:
    await post.deliver(an_event(data=a_return(audit_id=audit_id, restricted_to=["dee", "hal"])))

    async with post.house.record.database.transaction() as connection:
        found = await around(connection, audit_id)
    assert found is not None
    assert sorted(found.named or ()) == ["dee", "hal"]


@pytest.mark.usefixtures("worker")
async def test_a_sender_who_has_left_the_directory_starts_nothing(post: Post, audit_id: str) -> None:
    await post.send([an_event(data=a_return(audit_id=audit_id))], by="gone")
    await post.porter().carry_due()

    [kept] = await post.kept()
    assert kept.state == "refused"
    assert str(kept.outcome).startswith("The person who starts it, gone is not in the directory")


async def test_without_a_worker_it_waits_and_says_so(post: Post, audit_id: str) -> None:
    await post.send([an_event(data=a_return(audit_id=audit_id))])
    await post.porter().carry_due()

    [kept] = await post.kept()
    assert kept.state == "waiting"
    assert "start a worker" in str(kept.outcome)


@pytest.mark.usefixtures("worker")
async def test_what_came_when_its_type_was_not_known_is_read_when_it_is(post: Post, audit_id: str) -> None:
    await post.send([an_event("good", "else", a_return(audit_id=audit_id)), an_event("bad", "else", {"audit_id": 7})])
    async with post.house.record.database.transaction() as connection:
        await connection.execute(text("update inbox set type = 'auditloop.audit.returned.v1'"))

    while await post.porter().carry_due():
        pass

    good, bad = await post.kept()
    assert (good.state, bad.state) == ("done", "refused")
    assert bad.outcome == "/audit_id: 7 is not text: write it in quotation marks."
