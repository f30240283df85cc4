"""Whatever is done to a workflow, the log wins: nothing in it is lost, and nothing comes twice."""

import asyncio
from itertools import pairwise

import pytest

from domain.commands import Acknowledge, Opening
from tests.journeys.council import Council, GatedEffects
from tests.journeys.operators import FORGETTING, REAPPLYING, Reapply, delete, has_let_in, is_unknown, reset
from tests.journeys.proof import Post
from tests.journeys.scenes import JUDGED, an_audit, story
from tests.workflows.scenes import claim, judge, verify
from workflows.messages import Beginning


@pytest.mark.parametrize("reapply", [REAPPLYING, FORGETTING])
async def test_a_reset_workflow_goes_on_from_the_log(council: Council, post: Post, reapply: Reapply) -> None:
    await council.start(an_audit("reset"))
    first = await council.give("reset", claim("a-1"))
    before = await council.log("reset")

    await reset(council.client, "reset", reapply=reapply)
    again = await council.send(council.handle("reset"), claim("a-1"), "the-claim-once-more")
    after = await council.log("reset")
    await council.give("reset", verify("a-1"))
    await council.give("reset", judge(JUDGED))

    assert again == first
    assert after == before
    assert await council.handle("reset").result() == "closed"
    assert (await council.log("reset"))[: len(before)] == before
    await post.prove()


async def test_an_audit_reset_high_up_its_ladder_goes_on_climbing_from_there(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("climbing"))
    await council.ring(handle, times=5)
    before = await council.log("climbing")

    await reset(council.client, "climbing", reapply=REAPPLYING)
    await council.give("climbing", claim("a-1"))

    after = await council.log("climbing")
    assert after[: len(before)] == before
    assert story(after[len(before) :]) == ["action_claimed"]
    assert all(one.at <= other.at for one, other in pairwise(after))
    await post.prove()


@pytest.mark.parametrize("reapply", [REAPPLYING, FORGETTING])
async def test_a_command_on_its_way_during_a_reset_happens_once_and_is_answered(
    council: Council, effects: GatedEffects, post: Post, reapply: Reapply
) -> None:
    await council.start(an_audit("on-its-way"))
    effects.gate.clear()
    arrived = effects.arrived
    sending = asyncio.create_task(council.give("on-its-way", claim("a-1")))
    await council.until(lambda: _is_beyond(effects, arrived))

    await reset(council.client, "on-its-way", reapply=reapply)
    effects.gate.set()
    receipt = await sending

    log = await council.log("on-its-way")
    assert (receipt.first, receipt.last) == (len(log), len(log))
    assert [event.kind for event in log].count("action_claimed") == 1
    await council.give("on-its-way", verify("a-1"))
    await post.prove()


async def test_whoever_was_written_to_may_answer_before_the_workflow_has_heard_that_they_were(
    council: Council, effects: GatedEffects, post: Post
) -> None:
    handle = await council.start(an_audit("quick"))
    await council.ring(handle, times=3)
    effects.answers.clear()
    await council.ring(handle)
    seen = Acknowledge(command_id="seen", by="p-2", action_id="a-1")
    sending = asyncio.create_task(council.give("quick", seen))
    await council.until(lambda: has_let_in(council.client, "quick", "seen"))

    effects.answers.set()
    await sending

    assert story(await council.log("quick"))[-2:] == ["escalated action team_manager", "action_acknowledged"]
    await post.prove()


async def test_an_audit_terminated_and_started_again_goes_on(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("terminated"))
    await council.ring(handle, times=4)
    before = await council.log("terminated")
    await handle.terminate()

    await council.start(an_audit("terminated"))
    await council.give("terminated", claim("a-1"))

    after = await council.log("terminated")
    assert after[: len(before)] == before
    assert story(after[len(before) :]) == ["action_claimed"]
    await post.prove()


async def test_a_closed_audit_that_temporal_forgot_stays_closed_when_its_file_is_started_again(
    council: Council, post: Post
) -> None:
    start = an_audit("forgotten")
    handle = await council.start(start)
    await council.give("forgotten", judge(JUDGED))
    assert await handle.result() == "closed"
    before = await council.log("forgotten")
    await delete(council.client, "forgotten")
    await council.until(lambda: is_unknown(council.client, "forgotten"))

    started = await council.engine.start(Opening(start=start))
    unknown = await is_unknown(council.client, "forgotten")
    behind_the_engine = await council.begin(start, Beginning(opening=Opening(start=start)))

    assert (started.was_there, unknown) == (True, True)
    assert await behind_the_engine.result() == "closed"
    assert await council.log("forgotten") == before
    assert (await council.give("forgotten", judge(JUDGED))).last == before[-1].seq
    await post.prove()


async def _is_beyond(effects: GatedEffects, arrived: int) -> bool:
    return effects.arrived > arrived
