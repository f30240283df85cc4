"""What operators see of an audit in the engine's own pages is how it stands, also after something went wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError, WorkflowUpdateFailedError

from domain.chain import Head, end_of, linked
from domain.evolve import fold
from tests.workflows.conftest import Handle, Stage
from tests.workflows.scenes import STANDARDS, a_start, claim, judge
from workflows.messages import Carried


async def shown(handle: Handle) -> dict[str, Any]:
    return {pair.key.name: pair.value for pair in (await handle.describe()).typed_search_attributes}


async def test_an_audit_that_was_stuck_is_no_longer_shown_so_once_it_is_mended(stage: Stage) -> None:
    handle = await stage.start(a_start("mended"))
    await stage.until(lambda: "action_opened" in stage.kinds("mended"))
    stage.effects.is_broken = True
    with pytest.raises(WorkflowUpdateFailedError):
        await stage.act(handle, claim("a-1"))
    await stage.until(lambda: len(stage.effects.alarms) == 1)

    async def is_shown_stuck() -> bool:
        return bool((await shown(handle))["Stuck"])

    async def is_shown_mended() -> bool:
        return not await is_shown_stuck()

    await stage.until(is_shown_stuck)
    stage.effects.is_broken = False
    await handle.signal("nudge")

    await stage.until(is_shown_mended)
    assert stage.kinds("mended")[-1] == "action_claimed"
    await handle.terminate()


async def test_an_audit_that_goes_on_from_its_log_is_shown_as_it_stands(stage: Stage) -> None:
    handle = await stage.start(a_start("goes-on", findings=1))
    await stage.wind(handle, timedelta(days=40))
    await stage.until(lambda: "escalated" in stage.kinds("goes-on"))
    await handle.terminate()

    second = await stage.start(a_start("goes-on"), opening=None, carried=carried(stage, "goes-on"))

    async def is_level_shown() -> bool:
        found = await shown(second)
        return found["Overdue"] is True and found["LadderLevel"] >= 1

    await stage.until(is_level_shown)
    await second.terminate()


async def test_an_audit_that_ends_by_what_its_log_tells_is_shown_ended(stage: Stage) -> None:
    handle = await stage.start(a_start("ended", findings=1))
    await stage.act(handle, judge(STANDARDS[0]))
    assert await handle.result() == "closed"

    second = await stage.start(a_start("ended", findings=1))

    assert await second.result() == "closed"
    assert (await shown(second))["AuditStatus"] == "closed"


async def test_a_nudge_makes_an_audit_hear_what_its_log_holds_beyond_it(stage: Stage) -> None:
    handle = await stage.start(a_start("behind", findings=1))
    await stage.until(lambda: "action_opened" in stage.kinds("behind"))
    before = carried(stage, "behind")
    await stage.act(handle, judge(STANDARDS[0]))
    assert await handle.result() == "closed"
    stale = await stage.start(a_start("behind"), opening=None, carried=before)

    await stale.signal("nudge")

    assert await stale.result() == "closed"
    assert stage.kinds("behind").count("standard_judged") == 1


async def test_an_audit_whose_date_passed_before_it_could_begin_raises_an_alarm(stage: Stage) -> None:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    start = a_start("too-late", findings=1)
    late = start.model_copy(update={"findings": (start.findings[0].model_copy(update={"due": yesterday}),)})

    handle = await stage.start(late)

    with pytest.raises(WorkflowFailureError):
        await handle.result()
    [alarm] = stage.effects.alarms
    assert (alarm.audit_id, alarm.seq) == ("too-late", 1)
    assert "It could not begin" in alarm.detail


def carried(stage: Stage, audit_id: str) -> Carried:
    """What its log comes to."""
    log = stage.effects.logs[audit_id]
    audit = fold(None, log)
    assert audit
    return Carried(audit=audit, head=end_of(Head(), linked(Head(), log)))
