"""More time is asked for, decided and still late; an action stands still while it is paused, or waits for another."""

from datetime import date, timedelta

from domain import commands as c
from domain import events as e
from domain.action import Action
from domain.calendar import due_day
from tests.activities.records import rows
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, JUDGED, OWNER, an_audit, story
from tests.workflows.scenes import NOTE, STANDARDS, a_start, claim, judge, verify

MANAGER, SERVICE_MANAGER = "p-2", "p-3"
ABOVE = c.Standing(above_owner=True)
BEGUN = ["audit_started", "finding_noted", "standard_found", "action_opened"]


async def test_time_that_was_granted_moves_the_date_and_the_first_date_still_makes_it_late(
    council: Council, post: Post
) -> None:
    handle = await council.start(an_audit("more-time"))
    first = await _action(council, "more-time")
    asked = c.AskExtension(command_id="ask", by=OWNER, action_id="a-1", due=_day_of(first, 14), reason=NOTE)
    await council.give("more-time", asked)
    await council.ring(handle)
    granted = c.GrantExtension(command_id="grant", by=SERVICE_MANAGER, standing=ABOVE, action_id="a-1")
    await council.give("more-time", granted)
    moved = await _action(council, "more-time")
    await council.ring(handle, times=2)
    await council.give("more-time", claim("a-1"))
    await council.give("more-time", verify("a-1"))
    await council.give("more-time", judge(JUDGED))

    assert await handle.result() == "closed"
    assert story(await council.log("more-time"))[len(BEGUN) :] == [
        "extension_requested",
        "escalated extension service_manager",
        "extension_granted",
        "action_reminded",
        "action_reminded",
        "action_claimed",
        "action_verified",
        "checking_started",
        "standard_judged",
        "standard_met",
        "audit_closed",
    ]
    await _assert_late(council, first, moved)
    await post.prove()
    assert "More time for an action is asked of you" in _letters(post, MANAGER)
    assert "A request for more time waits for you" in _letters(post, SERVICE_MANAGER)
    assert "You have more time for an action" in _letters(post, OWNER)


async def test_time_that_was_refused_leaves_the_action_chased_by_its_first_date(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("no-time"))
    first = await _action(council, "no-time")
    asked = c.AskExtension(command_id="ask", by=OWNER, action_id="a-1", due=_day_of(first, 14), reason=NOTE)
    refused = c.RefuseExtension(command_id="refuse", by=MANAGER, standing=ABOVE, action_id="a-1", reason=NOTE)
    await council.give("no-time", asked)
    await council.give("no-time", refused)
    await council.ring(handle, times=3)

    log = await council.log("no-time")
    assert story(log)[-3:] == ["action_reminded", "action_reminded", "action_overdue"]
    assert log[-1].true_at == first.due_at
    await post.prove()
    assert "You have no more time for an action" in _letters(post, OWNER)


async def test_a_pause_holds_the_chase_and_ends_by_itself(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("stands-still"))
    first = await _action(council, "stands-still")
    until = _day_of(first, -2)
    paused = c.PauseAction(command_id="pause", by=MANAGER, standing=ABOVE, action_id="a-1", until=until, reason=NOTE)
    await council.give("stands-still", paused)
    still = await _action(council, "stands-still")
    await council.ring(handle, times=4)

    log = await council.log("stands-still")
    assert story(log)[len(BEGUN) :] == [
        "action_paused",
        "action_resumed",
        "action_reminded",
        "action_reminded",
        "action_overdue",
    ]
    [resumed] = [one for one in log if isinstance(one, e.ActionResumed)]
    assert still.pause
    assert resumed.true_at == still.pause.until
    assert first.due_at < resumed.due_at
    assert log[-1].true_at == resumed.due_at
    await post.prove()
    assert {"Your action is paused", "Your action goes on"} <= _letters(post, OWNER)


async def test_an_action_that_waits_for_another_begins_when_that_one_is_verified(council: Council, post: Post) -> None:
    whole = a_start("in-turn")
    by_itself = whole.rules.model_copy(update={"sending": None})
    handle = await council.start(whole.model_copy(update={"rules": by_itself}))
    begun = len(await council.log("in-turn"))
    first = await _action(council, "in-turn", "a-2")
    await council.give("in-turn", c.WaitFor(command_id="wait", by=AUDITOR, action_id="a-2", other="a-1"))
    await council.ring_until(handle, e.ActionOverdue, "a-1")
    await council.give("in-turn", claim("a-1"))
    await council.give("in-turn", verify("a-1"))
    started = await _action(council, "in-turn", "a-2")
    await council.ring_until(handle, e.ActionReminded, "a-2")
    await council.give("in-turn", claim("a-2"))
    await council.give("in-turn", verify("a-2"))
    for standard in STANDARDS[:2]:
        await council.give("in-turn", judge(standard))

    assert await handle.result() == "closed"
    of_actions = [one for one in (await council.log("in-turn"))[begun:] if isinstance(one, e.OfAction)]
    # Of a-1 one is reminded once more when the audit begins before the hour of reminders.
    assert list(dict.fromkeys(f"{one.kind} {one.action_id}" for one in of_actions)) == [
        "wait_begun a-2",
        "action_reminded a-1",
        "action_overdue a-1",
        "action_claimed a-1",
        "action_verified a-1",
        "clock_started a-2",
        "action_reminded a-2",
        "action_claimed a-2",
        "action_verified a-2",
    ]
    assert started.due_at > first.due_at
    await post.prove()
    assert {"Your action waits for another", "The clock of your action has started"} <= _letters(post, OWNER)


async def _assert_late(council: Council, first: Action, moved: Action) -> None:
    """It was done before the date in force, and after the first: both are shown, and it is late."""
    log = await council.log("more-time")
    [claimed] = [one for one in log if isinstance(one, e.ActionClaimed)]
    [verified] = [one for one in log if isinstance(one, e.ActionVerified)]
    [shown] = await rows(council.database, "select due_at, original_due_at from actions where audit_id = 'more-time'")
    assert shown == {"due_at": moved.due_at, "original_due_at": first.due_at}
    assert first.due_at < claimed.at < moved.due_at
    assert verified.is_late


async def _action(council: Council, audit_id: str, action_id: str = "a-1") -> Action:
    return (await council.value(audit_id)).actions[action_id]


def _day_of(action: Action, days: int) -> date:
    """So many days after the day that the action is due on."""
    return due_day(action.due_at) + timedelta(days=days)


def _letters(post: Post, person: str) -> set[str]:
    """What the mails that this person got are about."""
    return {
        mail["Subject"].partition(" (")[0] for mail in post.office.mails if mail["To"].addresses[0].username == person
    }
