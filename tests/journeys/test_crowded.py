"""Forty commands at once while the workflow hands over from run to run: none is lost, none happens twice."""

import asyncio
from collections import Counter
from datetime import timedelta

from domain import commands as c
from domain.values import TextRef
from tests.journeys.conftest import now
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, JUDGED, OWNER, an_audit
from tests.workflows.scenes import NOTE

MANY = 40


def asked_for(number: int) -> c.AddAction:
    due = now().date() + timedelta(days=30)
    fields = {"action_id": f"x-{number}", "standard": JUDGED, "owner": OWNER, "due": due, "title": NOTE}
    outcome = TextRef(id=f"t-{number}", digest=f"{number:064}")
    return c.AddAction.model_validate({"command_id": f"add-{number}", "by": AUDITOR, "outcome": outcome, **fields})


async def test_forty_commands_at_once_over_many_runs_each_happen_once(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("crowded"), turn_after=20)
    commands = [asked_for(number) for number in range(MANY)]

    receipts = await asyncio.gather(*(council.give("crowded", command) for command in commands))

    log = await council.log("crowded")
    last = await council.client.get_workflow_handle("crowded").describe()
    times = Counter(event.command_id for event in log if getattr(event, "action_id", "").startswith("x-"))
    assert times == Counter(command.command_id for command in commands)
    assert [log[receipt.first - 1].command_id for receipt in receipts] == [one.command_id for one in commands]
    assert last.run_id != handle.first_execution_run_id
    await post.prove()
