"""An audit is planned, allocated, chased up to the service manager, and acted upon once it says all it must."""

from typing import Any

import pytest

from api.errors import Refused
from domain import commands as c
from domain.rules import rules_before_return
from storage.return_figures import ReturnFigures, return_figures
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, HEAD, JUDGED, QUALITY, an_audit, councils, rules, story
from tests.workflows.scenes import NOTE, claim, judge, verify

ASKED = c.Views(child=c.Sought(how=(NOTE,)), family=c.Sought(why_not=NOTE))
WAITED = ["audit_planned", "escalated allocation planner", "audit_allocated"]
CHASED = [
    "return_reminded",
    "return_reminded",
    "return_overdue",
    "escalated return auditor",
    "escalated return service_manager",
]


def a_plan(audit_id: str, **fields: Any) -> c.PlanAudit:
    """The head of service plans an audit of the north team."""
    before = rules_before_return(councils(), rules().calendar)
    about: dict[str, Any] = {"audit_kind": "case_file", "subject": "C-1001", "team": "north"}
    plan = c.PlanAudit(command_id=f"{audit_id}/start", by=HEAD, audit_id=audit_id, **about, rules=before)
    return plan.model_copy(update=fields)


def a_return(audit_id: str, command_id: str = "return", **fields: Any) -> c.ReturnAudit:
    """What the auditor found, and whose views she sought."""
    start = an_audit(audit_id)
    found: dict[str, Any] = {
        "overall": start.overall,
        "findings": start.findings,
        "owners": start.owners,
        "rules": rules(JUDGED),
    }
    said: dict[str, Any] = {"views": ASKED, "worker_took_part": True}
    return c.ReturnAudit(command_id=command_id, by=AUDITOR, **found, **said).model_copy(update=fields)


async def test_an_audit_that_was_planned_is_chased_until_it_is_returned_and_then_acted_upon(
    council: Council, post: Post
) -> None:
    handle = await council.start(a_plan("planned"))
    await council.ring(handle)
    await council.give("planned", c.Allocate(command_id="allocate", by=HEAD, auditor=AUDITOR))
    await council.ring(handle, times=len(CHASED))
    with pytest.raises(Refused, match="does not say how the child's views were sought: say how, or why not"):
        await council.give("planned", a_return("planned", "silent", views=None))
    await council.give("planned", a_return("planned"))
    acting = await council.value("planned")
    await council.give("planned", claim("a-1"))
    await council.give("planned", verify("a-1"))
    await council.give("planned", judge(JUDGED))

    assert await handle.result() == "closed"
    assert story(await council.log("planned"))[: len(WAITED) + len(CHASED) + 1] == [*WAITED, *CHASED, "audit_returned"]
    assert (acting.status, acting.started_at) == ("acting", acting.returned_at)
    await post.prove()
    assert post.hearers()[HEAD] == 1
    assert post.hearers()["p-3"] == 1
    assert post.hearers()[AUDITOR] >= 5


async def test_the_rate_says_what_was_returned_in_time_and_what_is_still_out(council: Council) -> None:
    for name in ("prompt", "slow", "dropped"):
        await council.start(a_plan(name, auditor=AUDITOR))
    await council.give("prompt", a_return("prompt"))
    await council.give("slow", c.Reallocate(command_id="other", by=HEAD, auditor=QUALITY, reason=NOTE))
    await council.give("dropped", c.Withdraw(command_id="drop", by="p-6", reason=NOTE))
    due = (await council.value("slow")).return_by
    assert due

    async with council.database.transaction() as connection:
        [before] = await return_figures(connection, due.replace(year=due.year - 1), HEAD)
        [after] = await return_figures(connection, due, HEAD)

    assert before == ReturnFigures("north", before.month, 3, 1, 0, 1, 0, 1)
    assert after == before._replace(overdue=1)


async def test_nobody_is_given_an_audit_of_their_own_team(council: Council) -> None:
    await council.start(a_plan("own-team", team="heron"))

    with pytest.raises(Refused, match="p-8 works in heron, the team that is audited"):
        await council.give("own-team", c.Allocate(command_id="allocate", by=HEAD, auditor=AUDITOR))
