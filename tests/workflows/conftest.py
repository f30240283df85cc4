"""An audit's workflow on the real server, with the effects in memory and a clock that can be wound."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio.client import WorkflowHandle
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from domain import commands as c
from runtime.temporal import register_search_attributes
from tests.memory_effects import MemoryEffects
from tests.workflows.scenes import people
from workflows.attributes import ATTRIBUTES, start_attributes
from workflows.audit_workflow import AuditWorkflow
from workflows.messages import Beginning, Receipt
from workflows.sandbox import sandbox

Handle = WorkflowHandle[AuditWorkflow, str]


class Stage:
    """One worker and its effects; starts audits, sends commands, winds clocks."""

    def __init__(self, environment: WorkflowEnvironment, effects: MemoryEffects, queue: str) -> None:
        self.environment = environment
        self.effects = effects
        self.queue = queue

    async def start(self, start: c.FirstCommand, **beginning: object) -> Handle:
        whole = Beginning.model_validate({"opening": c.Opening(start=start), **beginning})
        with self.environment.with_time_skipping_disabled():
            return await self.environment.client.start_workflow(
                AuditWorkflow.run,
                whole,
                id=start.audit_id,
                task_queue=self.queue,
                search_attributes=start_attributes(start),
            )

    async def act(self, handle: Handle, command: c.Command) -> Receipt:
        sent = c.Sent.model_validate({"command": command})
        return await handle.execute_update(AuditWorkflow.act, sent, id=command.command_id)

    async def wind(self, handle: Handle, ahead: timedelta) -> None:
        await self.environment.fast_forward(handle, ahead)

    def kinds(self, audit_id: str) -> list[str]:
        return [event.kind for event in self.effects.logs.get(audit_id, [])]

    async def until(self, seen: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> None:
        """Looks until it is so, for ten seconds at most."""
        async with asyncio.timeout(10):
            while not await _value(seen):  # noqa: ASYNC110 - what is looked at is on a server
                await asyncio.sleep(0.02)


async def _value(seen: Callable[[], bool] | Callable[[], Awaitable[bool]]) -> bool:
    value = seen()
    return value if isinstance(value, bool) else await value


@pytest.fixture(scope="session")
async def prepared(temporal: WorkflowEnvironment) -> WorkflowEnvironment:
    try:
        await register_search_attributes(temporal.client, ATTRIBUTES)
    except RPCError as error:
        raise AssertionError(str(error)) from error
    return temporal


@pytest.fixture
async def stage(prepared: WorkflowEnvironment) -> AsyncIterator[Stage]:
    effects, queue = MemoryEffects(people()), f"audits-{uuid4().hex[:8]}"
    worker = Worker(
        prepared.client,
        task_queue=queue,
        workflows=[AuditWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation],
        workflow_runner=sandbox(),
    )
    async with worker:
        yield Stage(prepared, effects, queue)
