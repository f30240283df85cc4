"""Records the histories that every later version must still replay: `python -m tests.record_histories [NAME...]`.

Each story runs on a real server with the effects in memory, in the demo's seconds. A history once recorded is kept:
a change to the order of effects adds a new one beside it.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from temporalio.client import WorkflowUpdateFailedError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from domain import commands as c
from domain.directory import Directory
from domain.durations import Duration
from domain.framework import Timescale
from runtime.temporal import register_search_attributes
from runtime.temporal_server import program
from tests.memory_effects import MemoryEffects
from tests.recorded_moderation import drawn_graded_anew_and_disputed
from tests.recorded_returns import planned_late_and_returned
from tests.workflows.conftest import Handle, Stage
from tests.workflows.scenes import (
    NOTE,
    STANDARDS,
    a_start,
    claim,
    find_again,
    judge,
    newcomer,
    people,
    replan,
    verify,
)
from workflows.attributes import ATTRIBUTES
from workflows.audit_workflow import AuditWorkflow
from workflows.sandbox import sandbox

FOLDER = Path(__file__).parent / "histories"
DIRECTOR = c.Standing(roles=("director",))
PATIENCE = 60  # seconds until a story that takes seconds is given up


async def whole_life(stage: Stage, name: str) -> Handle:
    handle = await stage.start(a_start(name, policy="demo"))
    for action in ("a-1", "a-2"):
        await stage.act(handle, claim(action))
        await stage.act(handle, verify(action))
    for standard in STANDARDS[:2]:
        await stage.act(handle, judge(standard))
    await handle.result()
    return handle


async def late_all_the_way_up(stage: Stage, name: str) -> Handle:
    handle = await stage.start(a_start(name, policy="demo", findings=1))
    await _seen(stage, name, "escalated", 6)
    await stage.act(handle, claim("a-1"))
    await _seen(stage, name, "escalated", 7)
    await stage.act(handle, verify("a-1"))
    await stage.act(handle, judge(STANDARDS[0]))
    await handle.result()
    return handle


async def next_cycle(stage: Stage, name: str) -> Handle:
    handle = await stage.start(a_start(name, policy="demo", findings=2))
    await stage.act(handle, judge(STANDARDS[0], is_met=False, command_id="first-look"))
    await stage.act(handle, claim("a-1"))
    back = c.SendBack(command_id="back", by="p-8", action_id="a-1", reason=NOTE)
    await stage.act(handle, back)
    await stage.act(handle, claim("a-1", "claim-again"))
    await stage.act(handle, verify("a-1"))
    await stage.act(handle, judge(STANDARDS[0]))
    await stage.act(handle, judge(STANDARDS[1]))
    await handle.result()
    return handle


async def handed_over_and_withdrawn(stage: Stage, name: str) -> Handle:
    handle = await stage.start(a_start(name, policy="demo", findings=1))
    for cycle in (1, 2, 3):
        await stage.act(handle, judge(STANDARDS[0], is_met=False, command_id=f"look-{cycle}"))
    await _seen(stage, name, "audit_handed_over", 1)
    await stage.act(handle, c.Withdraw(command_id="withdraw", by="p-6", standing=DIRECTOR, reason=NOTE))
    await handle.result()
    return handle


async def runs_on_in_a_second_run(stage: Stage, name: str) -> Handle:
    handle = await stage.start(a_start(name, policy="demo", findings=2), turn_after=12)
    for action in ("a-1", "a-2"):
        await stage.act(handle, claim(action))
        await stage.act(handle, verify(action))
    for standard in STANDARDS[:2]:
        await stage.act(handle, judge(standard))
    await handle.result()
    return handle


async def stuck_and_nudged(stage: Stage, name: str) -> Handle:
    handle = await stage.start(a_start(name, policy="demo", findings=1))
    await _seen(stage, name, "action_opened", 1)
    stage.effects.is_broken = True
    with suppress(WorkflowUpdateFailedError):
        await stage.act(handle, claim("a-1"))
    await stage.until(lambda: len(stage.effects.alarms) == 1)
    stage.effects.is_broken = False
    await handle.signal("nudge")
    await _seen(stage, name, "action_claimed", 1)
    await stage.act(handle, judge(STANDARDS[0]))
    await handle.result()
    return handle


async def stuck_and_mended(stage: Stage, name: str) -> Handle:
    """The same, since being mended is shown at once."""
    return await stuck_and_nudged(stage, name)


async def started_again(stage: Stage, name: str) -> Handle:
    handle = await stage.start(a_start(name, policy="demo", findings=1))
    await stage.act(handle, claim("a-1"))
    await handle.terminate()
    second = await stage.start(a_start(name, policy="demo", findings=1))
    await stage.act(second, verify("a-1"))
    await stage.act(second, judge(STANDARDS[0]))
    await second.result()
    return second


async def nobody_up_the_line(stage: Stage, name: str) -> Handle:
    alone = people().people["p-1"].model_copy(update={"manager": None})
    stage.effects.directory = Directory(people={"p-1": alone})
    handle = await stage.start(a_start(name, policy="demo", findings=1))
    await _seen(stage, name, "step_unheard", 3)
    await stage.act(handle, judge(STANDARDS[0]))
    await handle.result()
    return handle


async def told_of_the_past(stage: Stage, name: str) -> Handle:
    start, since = a_start(name, findings=2), datetime.now(UTC) - timedelta(days=400)
    judged = c.Sent(command=judge(STANDARDS[0], is_met=False), at=since + timedelta(days=200))
    opening = c.Opening(start=start, since=since, past=(judged,))
    handle = await stage.start(start, opening=opening)
    await _seen(stage, name, "caught_up", 1)
    for standard in STANDARDS[:2]:
        await stage.act(handle, judge(standard))
    await handle.result()
    return handle


async def people_changed_and_rules_moved(stage: Stage, name: str) -> Handle:
    start = a_start(name, policy="demo", findings=1)
    handle = await stage.start(start)
    await _seen(stage, name, "escalated", 1)
    stage.effects.directory = newcomer(people(), "p-20", instead_of="p-2")
    await stage.act(handle, find_again())
    slower = Timescale(actions=Duration.parse("20s"), check_within=Duration.parse("20s"))
    rules = start.rules.model_copy(update={"version": start.rules.version + 1, "timescale": slower})
    await stage.act(handle, replan(rules, stage.effects.logs[name]))
    await _seen(stage, name, "action_overdue", 2)
    await stage.act(handle, find_again("find-twice"))
    await stage.act(handle, judge(STANDARDS[0]))
    await handle.result()
    return handle


Story = Callable[[Stage, str], Awaitable[Handle]]
STORIES: tuple[Story, ...] = (
    whole_life,
    late_all_the_way_up,
    next_cycle,
    handed_over_and_withdrawn,
    runs_on_in_a_second_run,
    stuck_and_nudged,
    stuck_and_mended,
    started_again,
    nobody_up_the_line,
    told_of_the_past,
    people_changed_and_rules_moved,
    planned_late_and_returned,
    drawn_graded_anew_and_disputed,
)


async def _seen(stage: Stage, name: str, kind: str, times: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while stage.kinds(name).count(kind) < times:  # noqa: ASYNC110 - what is looked at is on a server
            await asyncio.sleep(0.05)


async def _record(environment: WorkflowEnvironment, story: Story) -> None:
    name = getattr(story, "__name__", "").replace("_", "-")
    effects = MemoryEffects(people())
    worker = Worker(
        environment.client,
        task_queue=name,
        workflows=[AuditWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation],
        workflow_runner=sandbox(),
    )
    async with worker:
        handle = await story(Stage(environment, effects, name), name)
    first = environment.client.get_workflow_handle(name, run_id=handle.first_execution_run_id)
    _keep(name, (await first.fetch_history()).to_json())
    last = await environment.client.get_workflow_handle(name).fetch_history()
    if last.run_id != handle.first_execution_run_id:
        _keep(f"{name}-last-run", last.to_json())


def _keep(name: str, history: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(without_machine(history) + "\n")


MACHINE = ("stackTrace", "identity")


def without_machine(history: str) -> str:
    """The history without what it says of the machine it was recorded on: stack traces, and who worked where."""

    def emptied(part: dict[str, object]) -> dict[str, object]:
        return {key: "recorded" if key in MACHINE else value for key, value in part.items()}

    return json.dumps(json.loads(history, object_hook=emptied), indent=1)


async def main(names: list[str]) -> None:
    chosen = [story for story in STORIES if not names or getattr(story, "__name__", "") in names]
    environment = await WorkflowEnvironment.start_local(
        data_converter=pydantic_data_converter,
        dev_server_existing_path=str(program()),
        dev_server_log_level="error",
    )
    async with environment:
        await register_search_attributes(environment.client, ATTRIBUTES)
        await asyncio.gather(*(_record(environment, story) for story in chosen))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
