"""The two that are measured side by side, asked in the same words: start, see that it was late, send, wait."""

from abc import ABC, abstractmethod
from typing import Any

from temporalio.client import Client, WorkflowExecutionDescription, WorkflowHandle
from typing_extensions import override

from bench.deadlines import Deadlines, lateness, waiting
from bench.scene import RINGS, a_start, messages
from bench.smallest import QUEUE, Plan, SmallestWorkflow
from domain import commands as c
from workflows.addresses import TASK_QUEUE
from workflows.attributes import LEVEL, start_attributes
from workflows.audit_workflow import AuditWorkflow
from workflows.messages import Beginning

Handle = WorkflowHandle[Any, Any]
SEEN_LATE = 32
"""Events of the smallest workflow's history once its third ring has come, two rings in one batch or not."""


class Subject(ABC):
    """One of the two."""

    name: str
    kind: str
    """The workflow's type, as the server knows it."""

    @abstractmethod
    async def start(self, client: Client, audit_id: str) -> Handle:
        """Starts the reference audit."""

    @abstractmethod
    async def start_waiting(self, client: Client, audit_id: str, deadlines: Deadlines) -> Handle:
        """Starts an audit that only waits for its deadlines."""

    @abstractmethod
    def is_late(self, seen: WorkflowExecutionDescription) -> bool:
        """Has everything come true that time alone makes true of the reference audit?"""

    @abstractmethod
    async def act(self, handle: Handle, command: c.LaterCommand) -> None:
        """Sends a message and waits for its answer."""


class Ours(Subject):
    """The engine's own workflow."""

    name = "ours"
    kind = "AuditWorkflow"

    @override
    async def start(self, client: Client, audit_id: str) -> Handle:
        return await self._start(client, c.Opening(start=a_start(audit_id)))

    @override
    async def start_waiting(self, client: Client, audit_id: str, deadlines: Deadlines) -> Handle:
        return await self._start(client, waiting(audit_id, deadlines))

    @override
    def is_late(self, seen: WorkflowExecutionDescription) -> bool:
        return (seen.typed_search_attributes.get(LEVEL) or 0) > 0

    @override
    async def act(self, handle: Handle, command: c.LaterCommand) -> None:
        await handle.execute_update(AuditWorkflow.act, c.Sent(command=command), id=command.command_id)

    async def _start(self, client: Client, opening: c.Opening) -> Handle:
        return await client.start_workflow(
            AuditWorkflow.run,
            Beginning(opening=opening),
            id=opening.start.audit_id,
            task_queue=TASK_QUEUE,
            search_attributes=start_attributes(opening.start),
        )


class Smallest(Subject):
    """The smallest workflow that could do it."""

    name = "smallest"
    kind = "SmallestWorkflow"

    @override
    async def start(self, client: Client, audit_id: str) -> Handle:
        return await self._start(client, audit_id, Plan(rings=RINGS, messages=len(messages())))

    @override
    async def start_waiting(self, client: Client, audit_id: str, deadlines: Deadlines) -> Handle:
        late = lateness(audit_id, deadlines)
        rings = tuple((moment - deadlines.since + late).total_seconds() for moment in deadlines.moments)
        return await self._start(client, audit_id, Plan(since=deadlines.since, rings=rings, stays=True))

    @override
    def is_late(self, seen: WorkflowExecutionDescription) -> bool:
        return seen.history_length >= SEEN_LATE

    @override
    async def act(self, handle: Handle, command: c.LaterCommand) -> None:
        await handle.execute_update(SmallestWorkflow.act, c.Sent(command=command), id=command.command_id)

    async def _start(self, client: Client, audit_id: str, plan: Plan) -> Handle:
        return await client.start_workflow(SmallestWorkflow.run, plan, id=audit_id, task_queue=QUEUE)


BOTH: tuple[Subject, ...] = (Ours(), Smallest())
