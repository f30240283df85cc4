"""A month on the real server with effects in memory: over several runs, through outages, and past what is refused."""

from collections import Counter
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.client import WorkflowFailureError, WorkflowHandle
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from typing_extensions import override

from activities.interface import Batch, Begun, MonthDrawn, MonthStopped, MonthWanted, ProgrammeEffects
from workflows.messages import Programme, ProgrammeProgress
from workflows.programme import AWAY, ProgrammeWorkflow
from workflows.sandbox import sandbox

ORDER = Programme(month="2026-12", framework="council", by="dee", batch=10)


class MemoryProgramme(ProgrammeEffects):
    """A month of 120 audits; counts how often each was asked for."""

    def __init__(self) -> None:
        self.asked: Counter[int] = Counter()
        self.drawn, self.outages, self.refused = 0, 0, set[int]()
        self.told: list[str] = []

    @override
    @activity.defn
    async def draw(self, wanted: MonthWanted) -> MonthDrawn:
        self.drawn += 1
        return MonthDrawn(month=wanted.month, digest="d", audits=120)

    @override
    @activity.defn
    async def plan(self, batch: Batch) -> Begun:
        if self.outages and batch.after == 50:
            self.outages -= 1
            raise ConnectionError("away")
        some = range(batch.after, min(batch.after + batch.most, 120))
        self.asked.update(some)
        return Begun(audits=len(some), refused=tuple(f"{n}: no" for n in some if n in self.refused))

    @override
    @activity.defn
    async def sound(self, stopped: MonthStopped) -> None:
        self.told.append(stopped.detail)

    @override
    @activity.defn
    async def silence(self, done: MonthDrawn) -> None:
        self.told.append(f"{done.month} is begun")


class Room:
    """One worker and its effects."""

    def __init__(self, environment: WorkflowEnvironment, effects: MemoryProgramme, queue: str) -> None:
        self.environment, self.effects, self.queue = environment, effects, queue

    async def begin(self, order: Programme = ORDER) -> WorkflowHandle[ProgrammeWorkflow, int]:
        return await self.environment.client.start_workflow(
            ProgrammeWorkflow.run, order, id=self.queue, task_queue=self.queue
        )


@pytest.fixture
async def room(temporal: WorkflowEnvironment) -> AsyncIterator[Room]:
    effects, queue = MemoryProgramme(), f"month-{uuid4().hex[:8]}"
    worker = Worker(
        temporal.client,
        task_queue=queue,
        workflows=[ProgrammeWorkflow],
        activities=[*effects.all],
        workflow_runner=sandbox(),
    )
    async with worker:
        yield Room(temporal, effects, queue)


async def test_a_month_goes_on_in_another_run_and_begins_each_audit_once(room: Room) -> None:
    handle = await room.begin(ORDER.model_copy(update={"turn_after": 30}))

    assert await handle.result() == 120
    assert room.effects.asked == Counter(range(120))
    assert room.effects.drawn > 2  # each run reads the month that is drawn
    assert await handle.query(ProgrammeWorkflow.progress) == ProgrammeProgress(begun=120, audits=120)
    assert room.effects.told == ["2026-12 is begun"]


async def test_an_outage_is_told_after_a_while_and_the_month_goes_on_after_it(room: Room) -> None:
    room.effects.outages = 30

    handle = await room.begin()

    assert await handle.result() == 120
    assert room.effects.asked == Counter(range(120))
    assert set(room.effects.told[:-1]) == {AWAY}
    assert room.effects.told[-1] == "2026-12 is begun"


async def test_what_cannot_begin_is_told_once_all_others_are_begun_also_in_another_run(room: Room) -> None:
    room.effects.refused = {3, 77}

    handle = await room.begin(ORDER.model_copy(update={"turn_after": 30}))
    with pytest.raises(WorkflowFailureError) as failed:
        await handle.result()

    assert isinstance(failed.value.cause, ApplicationError)
    assert failed.value.cause.type == "MonthStopped"
    assert room.effects.told == ["2 of 120 audits could not begin: 3: no"]
    assert room.effects.asked == Counter(range(120))
