"""The smallest workflow that could do it: the same messages, one timer at a time, one empty effect a batch.

It decides nothing and keeps nothing: what the engine costs above this is what the rules and the record cost.
"""

import asyncio
from datetime import datetime, timedelta

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    from domain.commands import Sent
    from domain.values import Value

QUEUE = "smallest"
FAR = timedelta(hours=1)


class Plan(Value):
    """What will come: rings of its timer (seconds after `since`, or after its start), and so many messages."""

    since: datetime | None = None
    rings: tuple[float, ...] = ()
    messages: int = 0
    stays: bool = False
    """Does it stay open when all that has come?"""


@activity.defn
async def nothing(batch: int) -> int:
    """An effect that has none."""
    return batch


@workflow.defn
class SmallestWorkflow:
    """Answers a message, and takes note of a ring, once an empty effect has run."""

    @workflow.init
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._asked, self._done = 1, 0
        self._rung, self._told = 0, 0
        self._ringing: asyncio.Task[None] | None = None

    @workflow.run
    async def run(self, plan: Plan) -> int:
        """Ends with the number of things it was asked, once all the plan's rings and messages have come."""
        self._ringing = asyncio.create_task(self._ring(plan.since or workflow.now()))
        while True:
            while self._done < self._asked:
                await self._batch()
            if self._is_over():
                return self._done
            await workflow.wait_condition(lambda: self._done < self._asked or self._is_over())

    @workflow.update
    async def act(self, sent: Sent) -> int:  # noqa: ARG002 - it decides nothing
        """Answers after the batch that the message is in."""
        self._asked += 1
        self._told += 1
        mine = self._asked
        await workflow.wait_condition(lambda: self._done >= mine)
        return mine

    async def _batch(self) -> None:
        upto = self._asked
        await workflow.execute_activity(nothing, upto, start_to_close_timeout=timedelta(seconds=20))
        self._done = upto

    async def _ring(self, since: datetime) -> None:
        for ring in self._plan.rings:
            await self._sleep_until(since + timedelta(seconds=ring))
            self._rung += 1
            self._asked += 1
        await self._sleep_until(workflow.now() + FAR)

    async def _sleep_until(self, at: datetime) -> None:
        await workflow.sleep(max(at - workflow.now(), timedelta(milliseconds=1)))

    def _is_over(self) -> bool:
        all_came = self._rung >= len(self._plan.rings) and self._told >= self._plan.messages
        return all_came and not self._plan.stays and workflow.all_handlers_finished()
