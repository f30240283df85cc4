"""An audit told from the past is lived through at its own moments, and nobody hears of what is long gone."""

from datetime import UTC, datetime, time, timedelta

from domain import commands as c
from tests.activities.records import rows
from tests.journeys.conftest import now
from tests.journeys.council import Council, Handle
from tests.journeys.proof import Post
from tests.journeys.scenes import JUDGED, an_audit, rules, story
from tests.workflows.scenes import claim, judge, verify

AGO = timedelta(days=240)


def long_ago(days: int) -> datetime:
    """Ten in the morning, so many days after the audit that is told of."""
    return datetime.combine((now() - AGO).date() + timedelta(days=days), time(10), UTC)


async def tell(council: Council, audit_id: str) -> Handle:
    start = an_audit(audit_id).model_copy(update={"rules": rules(JUDGED, since=long_ago(0).date())})
    past = (
        c.Sent(command=claim("a-1"), at=long_ago(10)),
        c.Sent(command=verify("a-1"), at=long_ago(11)),
        c.Sent(command=judge(JUDGED, is_met=False), at=long_ago(60)),
    )
    return await council.start(start, since=long_ago(0), past=past)


async def test_nobody_is_written_to_about_the_past(council: Council, post: Post) -> None:
    await tell(council, "of-old")

    log = await council.log("of-old")
    [outbox] = await rows(
        council.database, "select count(*), count(*) filter (where state = 'past') as past from outbox"
    )
    assert log[-1].kind == "caught_up"
    assert all(event.is_past for event in log[:-1])
    assert [event.at for event in log if event.kind == "action_claimed"] == [long_ago(10)]
    assert outbox["count"] == outbox["past"] > 5
    await post.prove()
    assert not post.office.mails


async def test_the_next_chase_of_an_old_audit_comes_a_whole_interval_after_it_was_told(
    council: Council, post: Post
) -> None:
    handle = await tell(council, "goes-on")
    told_at = (await council.log("goes-on"))[-1].at
    await council.ring(handle)

    log = await council.log("goes-on")
    assert story(log)[-2:] == ["caught_up", "escalated action director again"]
    assert log[-1].true_at - told_at > timedelta(days=4)
    await post.prove()
    assert post.hearers() == {"p-6": 1}
