"""A council whose audits are real: starts them, gives commands, winds clocks, lets the courier walk."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from temporalio import activity
from temporalio.client import WorkflowHandle
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from typing_extensions import override

from activities.audit_effects import AuditEffects
from activities.interface import Page, Recorded
from api.engine import Engine
from domain import commands as c
from domain.audit import Audit
from domain.events import AnyEvent, OfAction
from domain.moments import wake_at
from storage.database import Database
from tests.activities.records import log_of, rows, value_of
from tests.journeys.operators import remembered
from workflows.attributes import start_attributes
from workflows.audit_workflow import AuditWorkflow
from workflows.messages import Beginning, Receipt

Handle = WorkflowHandle[AuditWorkflow, str]
PATIENCE = 30  # seconds, on a machine that does much else


class GatedEffects(AuditEffects):
    """The real effects, behind a gate that a test may shut; `arrived` counts the pages that came to it.

    With `answers` shut a page is recorded, and the workflow does not hear of it.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        super().__init__(database, clock, "salt")
        self.gate = asyncio.Event()
        self.gate.set()
        self.answers = asyncio.Event()
        self.answers.set()
        self.arrived = 0
        self.afterwards: Callable[[], Awaitable[None]] | None = None
        """What is done once a page is recorded, before the workflow hears of it."""

    @override
    @activity.defn
    async def record(self, page: Page) -> Recorded:
        self.arrived += 1
        await self.gate.wait()
        recorded = await super().record(page)
        if self.afterwards:
            await self.afterwards()
        await self.answers.wait()
        return recorded


class Council:
    """Audits in one database, run by one worker on a queue of their own."""

    def __init__(self, environment: WorkflowEnvironment, database: Database, engine: Engine, queue: str) -> None:
        self.environment, self.database, self.engine, self.queue = environment, database, engine, queue
        self.client = environment.client
        self.begun: set[str] = set()

    async def start(self, start: c.FirstCommand, *, turn_after: int = 0, **opening: Any) -> Handle:
        """Its workflow, once the log knows the audit; `opening`: what is told of its past."""
        beginning = Beginning(opening=c.Opening(start=start, **opening), turn_after=turn_after)
        handle = await self.begin(start, beginning)
        await self.until(lambda: self._has_begun(start.audit_id))
        return handle

    async def begin(self, start: c.FirstCommand, beginning: Beginning) -> Handle:
        self.begun.add(start.audit_id)
        with self.environment.with_time_skipping_disabled():
            return await self.client.start_workflow(
                AuditWorkflow.run,
                beginning,
                id=start.audit_id,
                task_queue=self.queue,
                search_attributes=start_attributes(start),
            )

    async def end(self) -> None:
        """Ends every workflow that is still open, so that its id is free."""
        for audit_id in self.begun:
            with contextlib.suppress(RPCError):
                await self.handle(audit_id).terminate()

    def handle(self, audit_id: str) -> Handle:
        """The run of this audit's workflow that is current when it is asked."""
        return self.client.get_workflow_handle_for(AuditWorkflow.run, audit_id)

    async def give(self, audit_id: str, command: c.LaterCommand) -> Receipt:
        """As every door gives it: looked up in the log, sent, and sent again until it is answered."""
        return await self.engine.act(audit_id, command)

    async def send(self, handle: Handle, command: c.LaterCommand, update_id: str) -> Receipt:
        """Straight to the workflow, past the log."""
        return await handle.execute_update(AuditWorkflow.act, c.Sent(command=command), id=update_id)

    async def log(self, audit_id: str) -> list[AnyEvent]:
        return await log_of(self.database, audit_id)

    async def kinds(self, audit_id: str) -> list[str]:
        return [event.kind for event in await self.log(audit_id)]

    async def value(self, audit_id: str) -> Audit:
        return await value_of(self.database, audit_id)

    async def ring(self, handle: Handle, times: int = 1) -> None:
        """The workflow's clock is wound to its next ring, so many times; each writes something."""
        for _ in range(times):
            before = await self.value(handle.id)
            moment = wake_at(before)
            assert moment, "nothing will ever ring"
            ahead = moment - await self.environment.get_current_time(handle)
            await self.environment.fast_forward(handle, max(ahead, timedelta(0)) + timedelta(seconds=1))
            await self.until(partial(self._is_beyond, handle.id, before.seq))

    async def ring_until(self, handle: Handle, kind: type[OfAction], action_id: str) -> None:
        """The clock is wound on until the action has met with an event of this kind."""
        while not any(isinstance(one, kind) and one.action_id == action_id for one in await self.log(handle.id)):
            await self.ring(handle)

    async def until(self, seen: Callable[[], Awaitable[bool]]) -> None:
        """Looks until it is so."""
        async with asyncio.timeout(PATIENCE):
            while not await seen():  # noqa: ASYNC110 - what is looked at is on a server
                await asyncio.sleep(0.02)

    async def recalls(self, audit_id: str) -> bool:
        """Does the workflow know the audit just as the tables have it?"""
        return await remembered(self.client, self.handle(audit_id)) == await self.value(audit_id)

    async def _has_begun(self, audit_id: str) -> bool:
        return bool(await rows(self.database, "select from audits where audit_id = :audit_id", audit_id=audit_id))

    async def _is_beyond(self, audit_id: str, seq: int) -> bool:
        return (await self.value(audit_id)).seq > seq
