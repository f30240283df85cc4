"""What operators can do to a workflow behind the engine's back: reset it, end it, delete it; and look into it."""

from typing import Any, TypeAlias

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType, ResetReapplyType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest, ResetWorkflowExecutionRequest
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from activities.interface import Page, Recorded
from domain.audit import Audit
from domain.evolve import fold
from domain.told import hear
from workflows.messages import Beginning

Reapply: TypeAlias = ResetReapplyType.ValueType
REAPPLYING = ResetReapplyType.RESET_REAPPLY_TYPE_ALL_ELIGIBLE
FORGETTING = ResetReapplyType.RESET_REAPPLY_TYPE_NONE


async def reset(client: Client, audit_id: str, *, reapply: Reapply) -> None:
    """The current run begins again at its first workflow task."""
    history = await client.get_workflow_handle(audit_id).fetch_history()
    finished = [
        one.event_id for one in history.events if one.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    ]
    request = ResetWorkflowExecutionRequest(
        namespace=client.namespace,
        workflow_execution=WorkflowExecution(workflow_id=audit_id, run_id=history.run_id),
        reason="an operator looks again",
        workflow_task_finish_event_id=finished[0],
        request_id=f"reset-{history.run_id}",
        reset_reapply_type=reapply,
    )
    await client.workflow_service.reset_workflow_execution(request)


async def delete(client: Client, audit_id: str) -> None:
    """The server is asked to forget the workflow and its history."""
    execution = WorkflowExecution(workflow_id=audit_id)
    request = DeleteWorkflowExecutionRequest(namespace=client.namespace, workflow_execution=execution)
    await client.workflow_service.delete_workflow_execution(request)


async def is_unknown(client: Client, audit_id: str) -> bool:
    """Does the server know nothing of this workflow?"""
    try:
        await client.get_workflow_handle(audit_id).describe()
    except RPCError as error:
        return error.status is RPCStatusCode.NOT_FOUND
    return False


async def has_let_in(client: Client, audit_id: str, command_id: str) -> bool:
    """Is this command in the history of the current run?"""
    events = (await client.get_workflow_handle(audit_id).fetch_history()).events
    accepted = [event.workflow_execution_update_accepted_event_attributes for event in events]
    return command_id in [one.accepted_request.meta.update_id for one in accepted]


async def remembered(client: Client, handle: WorkflowHandle[Any, Any]) -> Audit | None:
    """The audit as this run of the workflow has it: what it began with, and every page that was answered."""
    asked: dict[int, Page] = {}
    audit: Audit | None = None
    for event in (await handle.fetch_history()).events:
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
            [beginning] = await client.data_converter.decode(
                event.workflow_execution_started_event_attributes.input.payloads, [Beginning]
            )
            audit = beginning.carried.audit if beginning.carried else None
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
            asked[event.event_id] = await _page(client, event)
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
            audit = await _settled(client, event, asked, audit)
    return audit


async def _page(client: Client, event: HistoryEvent) -> Page:
    [page] = await client.data_converter.decode(event.activity_task_scheduled_event_attributes.input.payloads, [Page])
    assert isinstance(page, Page)
    return page


async def _settled(client: Client, event: HistoryEvent, asked: dict[int, Page], audit: Audit | None) -> Audit | None:
    done = event.activity_task_completed_event_attributes
    [answer] = await client.data_converter.decode(done.result.payloads, [Recorded])
    if answer.missed:
        return fold(audit, answer.missed)
    page = asked[done.scheduled_event_id]
    audit = fold(audit, page.events)
    for one in page.events:
        assert audit
        audit = hear(audit, one.model_copy(update={"told": answer.told.get(one.seq)}))
    return audit
