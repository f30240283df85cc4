"""An audit is chased all the way up, answered, checked, and closed only once its standard is met."""

from datetime import timedelta
from functools import partial

from domain import commands as c
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, DIRECTOR, JUDGED, OWNER, an_audit, story
from tests.workflows.scenes import NOTE, claim, judge, verify

CHASED = [
    "action_reminded",
    "action_reminded",
    "action_overdue",
    "escalated action team_manager",
    "escalated action service_manager",
    "escalated action head_of_service",
    "escalated action assistant_director",
    "escalated action director",
    "escalated action director again",
]
BEGUN = ["audit_started", "finding_noted", "standard_found", "action_opened"]


async def test_an_audit_is_chased_to_the_director_and_closed_two_cycles_later(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("long-way"))
    await council.ring(handle, times=len(CHASED))
    await council.give("long-way", c.Acknowledge(command_id="seen", by=DIRECTOR, action_id="a-1"))
    await council.give("long-way", claim("a-1"))
    await council.give("long-way", c.SendBack(command_id="back", by=AUDITOR, action_id="a-1", reason=NOTE))
    await council.give("long-way", claim("a-1", "claim-again"))
    await council.give("long-way", verify("a-1"))
    await council.give("long-way", judge(JUDGED, is_met=False))
    await council.ring(handle, times=4)
    await council.give("long-way", claim("a-2"))
    await council.give("long-way", verify("a-2"))
    await council.give("long-way", judge(JUDGED))

    assert await handle.result() == "closed"
    assert story(await council.log("long-way")) == [
        *BEGUN,
        *CHASED,
        "action_acknowledged",
        "action_claimed",
        "action_sent_back",
        "action_claimed",
        "action_verified",
        "checking_started",
        "standard_judged",
        "cycle_started",
        "action_opened",
        "action_reminded",
        "action_reminded",
        "action_overdue",
        "escalated action service_manager",
        "action_claimed",
        "action_verified",
        "checking_started",
        "standard_judged",
        "standard_met",
        "audit_closed",
    ]
    await post.prove()
    assert post.hearers()[DIRECTOR] == 2


async def test_silence_after_an_acknowledgement_is_chased_again(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("silence"))
    await council.ring(handle, times=4)
    await council.give("silence", c.Acknowledge(command_id="seen", by="p-2", action_id="a-1"))
    await council.ring(handle)

    log = await council.log("silence")
    assert story(log)[-2:] == ["action_acknowledged", "escalated action service_manager"]
    assert log[-1].true_at - log[-2].at > timedelta(days=1)
    await post.prove()


async def test_a_claim_that_nobody_looks_at_is_chased_too(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("unseen"))
    await council.give("unseen", claim("a-1"))
    await council.ring(handle, times=2)
    await council.give("unseen", verify("a-1"))
    await council.ring(handle, times=4)
    await council.give("unseen", judge(JUDGED))

    assert await handle.result() == "closed"
    assert story(await council.log("unseen"))[len(BEGUN) :] == [
        "action_claimed",
        "escalated verification auditor",
        "escalated verification service_manager",
        "action_verified",
        "checking_started",
        "check_reminded",
        "check_reminded",
        "check_overdue",
        "escalated check auditor",
        "standard_judged",
        "standard_met",
        "audit_closed",
    ]
    await post.prove()


async def test_a_child_who_may_not_be_safe_is_heard_of_within_hours(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("safety", is_safety=True))
    await council.until(partial(_is_told_at_once, council))
    await council.give("safety", c.Acknowledge(command_id="seen", by="p-3", action_id="a-1"))
    await council.ring(handle, times=5)
    await council.give("safety", claim("a-1"))
    log = await council.log("safety")

    assert story(log)[len(BEGUN) : -1] == [
        "escalated concern service_manager",
        "action_acknowledged",
        "action_overdue",
        "escalated safety team_manager",
        "escalated safety service_manager",
        "escalated safety head_of_service",
        "escalated safety assistant_director",
        "escalated safety director",
    ]
    assert log[-2].true_at - log[0].at == timedelta(hours=48)
    await post.prove()
    urgent = {mail["To"].addresses[0].username for mail in post.office.mails if mail["Importance"] == "high"}
    assert urgent == {OWNER, "p-2", "p-3", "p-4", "p-5", DIRECTOR}


async def _is_told_at_once(council: Council) -> bool:
    return "escalated" in await council.kinds("safety")
