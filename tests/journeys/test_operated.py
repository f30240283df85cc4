"""What operators do to an audit under way: people are found again, and it moves to another version of its rules."""

from datetime import timedelta

import pytest

from api.errors import Refused
from domain import commands as c
from domain.durations import Duration
from domain.events import ActionReplanned, PeopleFoundAgain
from domain.framework import Timescale
from storage.people import replace
from tests.activities.records import rows
from tests.journeys.conftest import now
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import JUDGED, OWNER, an_audit, people_without, rules, story
from tests.workflows.scenes import find_again, judge, newcomer, people, replan

MANAGER, NEW = "p-2", "p-20"


async def test_a_manager_who_has_come_since_is_found_and_may_acknowledge(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("changed"))
    with pytest.raises(Refused, match="Nobody has been told yet"):
        await council.give("changed", find_again("too-early"))
    await council.ring(handle, times=4)
    await post.deliver()
    await replace(council.database, list(newcomer(people(), NEW, instead_of=MANAGER).people.values()), at=now())
    await council.give("changed", find_again())
    again = await council.give("changed", find_again("again"))
    await council.give("changed", c.Acknowledge(command_id="seen", by=NEW, action_id="a-1"))
    await council.give("changed", judge(JUDGED))

    assert await handle.result() == "closed"
    log = await council.log("changed")
    told = [event.told for event in log if isinstance(event, PeopleFoundAgain)]
    assert [[one.person for one in hearers.people] for hearers in told if hearers] == [[NEW], []]
    assert log[again.first - 1].kind == "people_found_again"
    await post.prove()
    assert post.hearers()[NEW] == 1


async def test_once_somebody_is_found_the_alarm_that_nobody_was_there_is_put_away(council: Council, post: Post) -> None:
    await replace(council.database, [people().people[OWNER].model_copy(update={"manager": None})], at=now())
    handle = await council.start(an_audit("lonely"))
    await council.ring(handle, times=4)
    await council.until(lambda: _has(council, "lonely", "escalated action director"))
    await replace(council.database, list(people_without("practitioner").people.values()), at=now())
    await replace(council.database, list(people().people.values()), at=now())
    await council.until(lambda: _has(council, "lonely", "step_unheard action director"))
    await council.until(lambda: council.recalls("lonely"))  # what is recorded it knows a moment later
    await council.give("lonely", find_again())

    alarms = await rows(council.database, "select detail, cleared_at is null as is_open from alarms order by seq")
    [found] = [event for event in await council.log("lonely") if isinstance(event, PeopleFoundAgain)]
    assert found.told
    assert [one.person for one in found.told.people] == ["p-6"]
    assert [one["is_open"] for one in alarms if one["detail"].endswith("is director.")] == [False]
    assert [one["is_open"] for one in alarms if not one["detail"].endswith("is director.")] == [True] * 4
    await post.prove()


async def test_an_audit_moves_to_another_version_and_its_dates_with_it(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("moved"))
    before = await council.value("moved")
    slower = Timescale(actions=Duration.parse("60wd"), check_within=Duration.parse("60wd"))
    other = rules(JUDGED).model_copy(update={"version": 99, "timescale": slower})

    await council.give("moved", replan(other, await council.log("moved")))
    moved = await council.value("moved")
    await council.ring(handle, times=4)

    log = await council.log("moved")
    [redated] = [event for event in log if isinstance(event, ActionReplanned)]
    [row] = await rows(council.database, "select version from audits")
    action = moved.actions["a-1"]
    assert (redated.before, redated.due_at) == (before.actions["a-1"].due_at, action.due_at)
    assert action.due_at - action.original_due_at > timedelta(days=30)
    assert action.original_due_at == before.actions["a-1"].original_due_at
    assert row["version"] == 99
    assert story(log)[-6:] == [
        "audit_replanned",
        "action_replanned",
        "action_reminded",
        "action_reminded",
        "action_overdue",
        "escalated action team_manager",
    ]
    assert log[-1].true_at > action.due_at
    await post.prove()


async def _has(council: Council, audit_id: str, said: str) -> bool:
    return said in story(await council.log(audit_id))
