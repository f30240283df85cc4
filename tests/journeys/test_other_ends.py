"""Audits that end another way: measured, handed over, withdrawn; and steps at which nobody is found."""

from datetime import date

import pytest

from api.errors import Refused
from domain import commands as c
from storage.people import replace
from tests.activities.records import rows
from tests.journeys.conftest import now
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import ASSISTANT, DIRECTOR, JUDGED, MEASURED, QUALITY, an_audit, people_without, story
from tests.workflows.scenes import NOTE, claim, judge, verify


def counts(month: int, met: int) -> c.Measure:
    first, last = date(2025, month, 1), date(2025, month, 28)
    fields = {"standard": MEASURED, "period_from": first, "period_to": last, "met": met, "total": 20}
    return c.Measure.model_validate({"command_id": f"counts-{month}", "by": QUALITY, **fields})


async def test_counts_that_are_too_low_start_a_cycle_and_enough_of_them_close_the_audit(
    council: Council, post: Post
) -> None:
    handle = await council.start(an_audit("measured", MEASURED))
    await council.give("measured", claim("a-1"))
    await council.give("measured", verify("a-1"))
    await council.give("measured", counts(1, met=11))
    await council.give("measured", counts(2, met=20))

    assert await handle.result() == "closed"
    assert story(await council.log("measured"))[-7:] == [
        "standard_measured",
        "cycle_started",
        "action_opened",
        "standard_measured",
        "standard_met",
        "action_overtaken",
        "audit_closed",
    ]
    await post.prove()


async def test_after_its_last_cycle_an_audit_is_the_directors_and_never_goes_quiet(
    council: Council, post: Post
) -> None:
    handle = await council.start(an_audit("last-cycle"))
    for number in range(3):
        await council.give("last-cycle", judge(JUDGED, is_met=False, command_id=f"judge-{number}"))
    await council.ring(handle, times=2)
    handed_over = await council.value("last-cycle")
    await council.give("last-cycle", judge(JUDGED))

    assert (handed_over.status, handed_over.cycle) == ("handed over", 3)
    assert await handle.result() == "closed"
    assert story(await council.log("last-cycle"))[-7:] == [
        "audit_handed_over",
        "escalated handover director",
        "escalated handover director again",
        "standard_judged",
        "standard_met",
        "action_overtaken",
        "audit_closed",
    ]
    await post.prove()


async def test_an_audit_handed_over_by_command_is_put_to_the_person_named(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("handed"))
    await council.give("handed", c.HandOver(command_id="hand", by=ASSISTANT, to=DIRECTOR, reason=NOTE))
    await council.ring(handle)

    assert story(await council.log("handed"))[-2:] == ["audit_handed_over", "escalated handover director"]
    await post.prove()
    assert post.hearers()[DIRECTOR] == 2


async def test_a_withdrawn_audit_is_over_and_says_so_to_whoever_comes_late(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("withdrawn"))
    await council.give("withdrawn", c.Withdraw(command_id="withdraw", by=DIRECTOR, reason=NOTE))

    assert await handle.result() == "withdrawn"
    assert story(await council.log("withdrawn"))[-2:] == ["action_cancelled", "audit_withdrawn"]
    with pytest.raises(Refused, match="withdrawn"):
        await council.give("withdrawn", claim("a-1"))
    await post.prove()


async def test_a_step_at_which_nobody_is_found_raises_an_alarm_and_the_next_follows(
    council: Council, post: Post
) -> None:
    await replace(council.database, list(people_without("service_manager").people.values()), at=now())
    handle = await council.start(an_audit("nobody"))
    await council.ring(handle, times=5)
    await council.until(lambda: _has(council, "nobody", "escalated action head_of_service"))
    await council.ring(handle)

    log = await council.log("nobody")
    alarms = await rows(council.database, "select what, seq, cleared_at from alarms")
    assert story(log)[-4:] == [
        "escalated action service_manager",
        "step_unheard action service_manager",
        "escalated action head_of_service",
        "escalated action assistant_director",
    ]
    assert log[-2].at - log[-4].at < log[-1].at - log[-2].at
    assert alarms == [{"what": "unheard", "seq": log[-3].seq, "cleared_at": None}]
    await post.prove()


async def _has(council: Council, audit_id: str, said: str) -> bool:
    return said in story(await council.log(audit_id))
