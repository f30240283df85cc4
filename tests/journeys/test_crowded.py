"""Forty commands at once while the workflow hands over from run to run: none is lost, none happens twice."""

import asyncio
from collections import Counter

from domain import commands as c
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import OWNER, an_audit

MANY = 40


async def test_forty_commands_at_once_over_many_runs_each_happen_once(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("crowded"), turn_after=20)
    commands = [c.Accept(command_id=f"accept-{n}", by=OWNER, action_id="a-1") for n in range(MANY)]

    receipts = await asyncio.gather(*(council.give("crowded", command) for command in commands))

    log = await council.log("crowded")
    last = await council.client.get_workflow_handle("crowded").describe()
    times = Counter(event.command_id for event in log if event.kind == "action_accepted")
    assert times == Counter(command.command_id for command in commands)
    assert [log[receipt.first - 1].command_id for receipt in receipts] == [one.command_id for one in commands]
    assert last.run_id != handle.first_execution_run_id
    await post.prove()
