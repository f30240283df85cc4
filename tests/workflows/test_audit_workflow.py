"""An audit's life as its workflow tells it: commands, time, and the log between them."""

from datetime import timedelta

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from tests.workflows.conftest import Stage
from tests.workflows.scenes import STANDARDS, a_start, claim, judge, verify


async def test_an_audit_runs_from_its_return_to_its_end(stage: Stage) -> None:
    handle = await stage.start(a_start("whole-life"))
    await stage.act(handle, claim("a-1"))
    await stage.act(handle, claim("a-2"))
    await stage.act(handle, verify("a-1"))
    await stage.act(handle, verify("a-2"))
    await stage.act(handle, judge(STANDARDS[0]))
    await stage.act(handle, judge(STANDARDS[1]))

    assert await handle.result() == "closed"
    assert stage.kinds("whole-life")[-5:] == [
        "standard_judged",
        "standard_met",
        "standard_judged",
        "standard_met",
        "audit_closed",
    ]


async def test_a_late_action_climbs_the_line_step_by_step(stage: Stage) -> None:
    handle = await stage.start(a_start("climbs", findings=1))
    await stage.until(lambda: "action_opened" in stage.kinds("climbs"))

    await stage.wind(handle, timedelta(days=60))
    await stage.until(lambda: len(stage.effects.sent) > 8)

    told = [person for _, notice, person in stage.effects.sent if notice == "escalation_action"]
    assert told[:5] == ["p-2", "p-3", "p-4", "p-5", "p-6"]
    assert ("climbs", "reminder", "p-1") in stage.effects.sent
    assert ("climbs", "overdue", "p-1") in stage.effects.sent
    await handle.terminate()


async def test_a_command_given_twice_gets_its_first_answer(stage: Stage) -> None:
    handle = await stage.start(a_start("twice"))

    first = await stage.act(handle, claim("a-1"))
    again = await handle.execute_update(
        "act", {"command": claim("a-1").model_dump(mode="json")}, id="another-update", result_type=type(first)
    )

    assert again == first
    assert stage.kinds("twice").count("action_claimed") == 1
    await handle.terminate()


async def test_a_refused_command_changes_nothing_and_says_what_to_fix(stage: Stage) -> None:
    handle = await stage.start(a_start("refused"))
    await stage.act(handle, claim("a-2"))
    before = stage.kinds("refused")

    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await stage.act(handle, verify("a-1"))

    assert isinstance(failed.value.cause, ApplicationError)
    assert failed.value.cause.type == "ActionElsewhere"
    assert "only while it is done claimed" in str(failed.value.cause)
    assert stage.kinds("refused") == before
    await handle.terminate()


async def test_a_run_hands_over_to_the_next_without_losing_a_command(stage: Stage) -> None:
    handle = await stage.start(a_start("turns", findings=3), turn_after=15)
    for action in ("a-1", "a-2", "a-3"):
        await stage.act(handle, claim(action))
        await stage.act(handle, verify(action))
    for standard in STANDARDS:
        await stage.act(handle, judge(standard))

    assert await handle.result() == "closed"
    described = await stage.environment.client.get_workflow_handle("turns").describe()
    assert described.run_id != handle.first_execution_run_id
    assert stage.kinds("turns").count("action_verified") == 3


async def test_a_page_that_cannot_be_recorded_waits_and_is_shown(stage: Stage) -> None:
    handle = await stage.start(a_start("stuck"))
    await stage.until(lambda: "action_opened" in stage.kinds("stuck"))
    stage.effects.is_broken = True

    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await stage.act(handle, claim("a-1"))

    assert isinstance(failed.value.cause, ApplicationError)
    assert failed.value.cause.type == "NotYetRecorded"
    await stage.until(lambda: [alarm.what for alarm in stage.effects.alarms] == ["unrecorded"])

    stage.effects.is_broken = False
    await handle.signal("nudge")
    await stage.until(lambda: "action_claimed" in stage.kinds("stuck"))
    await handle.terminate()


async def test_a_stuck_page_is_tried_again_after_an_hour_without_a_nudge(stage: Stage) -> None:
    handle = await stage.start(a_start("stuck-alone"))
    await stage.until(lambda: "action_opened" in stage.kinds("stuck-alone"))
    stage.effects.is_broken = True
    with pytest.raises(WorkflowUpdateFailedError):
        await stage.act(handle, claim("a-1"))
    await stage.until(lambda: len(stage.effects.alarms) == 1)
    stage.effects.is_broken = False

    await stage.wind(handle, timedelta(hours=2))

    await stage.until(lambda: "action_claimed" in stage.kinds("stuck-alone"))
    await handle.terminate()


async def test_an_audit_started_again_goes_on_from_its_log(stage: Stage) -> None:
    handle = await stage.start(a_start("again"))
    await stage.act(handle, claim("a-1"))
    await handle.terminate()
    before = list(stage.effects.logs["again"])

    second = await stage.start(a_start("again"))
    receipt = await stage.act(second, verify("a-1"))

    log = stage.effects.logs["again"]
    assert log[: len(before)] == before
    assert [event.kind for event in log[len(before) :]] == ["action_verified"]
    assert receipt.first == len(before) + 1
    await second.terminate()


async def test_a_closed_audit_started_again_ends_at_once(stage: Stage) -> None:
    handle = await stage.start(a_start("closed-again", findings=1))
    await stage.act(handle, judge(STANDARDS[0]))
    assert await handle.result() == "closed"
    before = list(stage.effects.logs["closed-again"])

    second = await stage.start(a_start("closed-again", findings=1))

    assert await second.result() == "closed"
    assert stage.effects.logs["closed-again"] == before


async def test_operators_can_filter_by_what_an_audit_has_become(stage: Stage) -> None:
    handle = await stage.start(a_start("seen", findings=1))
    await stage.until(lambda: "action_opened" in stage.kinds("seen"))
    await stage.wind(handle, timedelta(days=40))
    await stage.until(lambda: "escalated" in stage.kinds("seen"))

    async def is_level_shown() -> bool:
        attributes = {pair.key.name: pair.value for pair in (await handle.describe()).typed_search_attributes}
        return attributes["Overdue"] is True and attributes["LadderLevel"] >= 1

    await stage.until(is_level_shown)
    await handle.terminate()
