"""The record against the engine: each open audit has its workflow, and the log holds what that knows of it."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from temporalio.api.common.v1 import Payloads
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle, WorkflowHistory
from temporalio.service import RPCError, RPCStatusCode

from api.dozens import dozens
from domain.audit import OVER
from domain.chain import Head
from domain.values import AuditId, Value
from storage import log, reading
from storage.database import Database
from storage.verifying import Fault
from workflows.addresses import workflow_id
from workflows.messages import Beginning


class _Known(NamedTuple):
    """What the engine knows of an audit: is its workflow running, and where does that believe the log ends?"""

    is_running: bool
    head: Head


class _Answer(Value):
    """Of the answer to a page, the part that says where the log ended."""

    head: Head


class OpenWorkflows:
    """Compares the workflows of open audits with the log."""

    def __init__(self, client: Client, database: Database) -> None:
        self._client, self._database = client, database

    async def faults(self, audit_ids: Sequence[AuditId]) -> list[Fault]:
        """What is wrong between the log and the workflows of these open audits."""
        found: list[Fault] = []

        async def check(audit_id: AuditId) -> None:
            found.extend(await self._faults_of(audit_id))

        await dozens([partial(check, one) for one in audit_ids])
        return sorted(found)

    async def _faults_of(self, audit_id: AuditId) -> list[Fault]:
        known = await self._known(audit_id)
        async with self._database.transaction() as connection:
            # Read after the workflow was asked: in between, a sound log can only have grown.
            in_log = await log.find(connection, audit_id, known.head, 0)
        if not in_log.is_held:
            seq = known.head.seq
            return [Fault(audit_id, seq, f"The workflow recorded event {seq}, and the log does not hold it so.")]
        if known.is_running or await self._is_over(audit_id):
            return []
        return [Fault(audit_id, 0, "The audit is open and no workflow works on it: run nudge.")]

    async def _is_over(self, audit_id: AuditId) -> bool:
        found = await reading.value(self._database, audit_id)
        return found is not None and found[1].status in OVER

    async def _known(self, audit_id: AuditId) -> _Known:
        handle: WorkflowHandle[object, object] = self._client.get_workflow_handle(workflow_id(audit_id))
        try:
            is_running = (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
            return _Known(is_running, await self._head(await handle.fetch_history()))
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return _Known(is_running=False, head=Head())
            raise

    async def _head(self, history: WorkflowHistory) -> Head:
        """The end of the log as the workflow's latest run last heard it."""
        for event in reversed(history.events):
            if event.HasField("activity_task_completed_event_attributes"):
                if head := await self._recorded(event.activity_task_completed_event_attributes.result):
                    return head
            elif event.HasField("workflow_execution_started_event_attributes"):
                return await self._carried(event.workflow_execution_started_event_attributes.input)
        return Head()

    async def _recorded(self, result: Payloads) -> Head | None:
        if not result.payloads or result.payloads[0].metadata.get("encoding") == b"binary/null":
            return None
        [recorded] = await self._client.data_converter.decode(result.payloads, [_Answer])
        return Head.model_validate(recorded.head)

    async def _carried(self, given: Payloads) -> Head:
        [beginning] = await self._client.data_converter.decode(given.payloads, [Beginning])
        return Head.model_validate(beginning.carried.head) if beginning.carried else Head()
