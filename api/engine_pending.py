"""What an audit's workflow waits for right now: effects under way or to be tried again, work in the queue, timers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.enums.v1 import PendingActivityState
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from api.engine_story import Names, kind_of, moment
from api.engine_words import failure_in_words, failure_of
from domain.values import AuditId
from workflows.addresses import workflow_id

Kind = Literal["effect", "work", "timer"]


class Pending(NamedTuple):
    """One thing that is waited for: since when, which try it is, what the last one failed of, and what comes next."""

    kind: Kind
    what: str
    since: datetime
    attempt: int = 1
    failure: str = ""
    next_at: datetime | None = None
    """When it is tried again, or the timer rings; None when it is under way."""


async def pending(client: Client, audit_id: AuditId) -> list[Pending] | None:
    """Everything that is waited for; None when no workflow runs."""
    handle = client.get_workflow_handle(workflow_id(audit_id))
    try:
        described = await handle.describe()
        if described.status is not WorkflowExecutionStatus.RUNNING:
            return None
        run = client.get_workflow_handle(workflow_id(audit_id), run_id=described.run_id)
        open_ends = _OpenEnds(Names(client))
        async for event in run.fetch_history_events():
            await open_ends.see(event)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    found = waited_for(described.raw_description)
    named = [one._replace(what=open_ends.effects.get(one.what, one.what)) for one in found]
    worked = [one._replace(failure=open_ends.failure) if one.kind == "work" else one for one in named]
    return [*worked, *open_ends.timers.values()]


def waited_for(description: DescribeWorkflowExecutionResponse) -> Iterator[Pending]:
    """The effects and the work that are waited for, as the server describes a workflow; it tells of no timers."""
    for effect in description.pending_activities:
        yield Pending(
            "effect",
            effect.activity_id,
            _set(effect.scheduled_time) or moment(effect.last_started_time),
            max(effect.attempt, 1),
            failure_in_words(effect.last_failure) if effect.HasField("last_failure") else "",
            _next_try(effect),
        )
    if description.HasField("pending_workflow_task"):
        task = description.pending_workflow_task
        begun = _set(task.original_scheduled_time) or moment(task.scheduled_time)
        yield Pending("work", "deciding what comes next", begun, max(task.attempt, 1))


def _next_try(effect: PendingActivityInfo) -> datetime | None:
    if effect.state == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED:
        return None
    return _set(effect.next_attempt_schedule_time)


def _set(at: Timestamp) -> datetime | None:
    return moment(at) if at.seconds else None


class _OpenEnds:
    """What one run's events leave open: timers that have not rung, what effects are about, the last failed work."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.effects: dict[str, str] = {}
        self.timers: dict[str, Pending] = {}
        self.failure = ""

    async def see(self, event: HistoryEvent) -> None:
        kind, name = kind_of(event), await self._names.of(event)
        if kind == "activity_task_scheduled":
            self.effects[event.activity_task_scheduled_event_attributes.activity_id] = name
        elif kind == "timer_started":
            begun, set_at = event.timer_started_event_attributes, moment(event.event_time)
            rings_at = set_at + begun.start_to_fire_timeout.ToTimedelta()
            self.timers[begun.timer_id] = Pending("timer", name, set_at, next_at=rings_at)
        elif kind in ("timer_fired", "timer_canceled"):
            self.timers.pop(getattr(event, f"{kind}_event_attributes").timer_id, None)
        elif kind.startswith("workflow_task_"):
            self.failure = failure_of(event, kind) or ("" if kind == "workflow_task_completed" else self.failure)
