"""What the engine itself did for an audit: the Temporal server's events, in plain words."""

from datetime import UTC, datetime
from typing import NamedTuple

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from domain.values import AuditId
from workflows.addresses import workflow_id

_WORDS = {
    "workflow_execution_started": "The workflow was started",
    "workflow_execution_completed": "The workflow ended",
    "workflow_execution_failed": "The workflow failed",
    "workflow_execution_terminated": "Somebody ended the workflow",
    "workflow_execution_continued_as_new": "The workflow went on in a new run",
    "workflow_execution_signaled": "A signal came in",
    "workflow_execution_update_accepted": "A command was taken in",
    "workflow_execution_update_completed": "A command was answered",
    "workflow_task_scheduled": "Work was put into the queue",
    "workflow_task_started": "A worker took the work",
    "workflow_task_completed": "The worker did the work",
    "workflow_task_failed": "The worker could not do the work",
    "workflow_task_timed_out": "The worker did not answer",
    "activity_task_scheduled": "An effect was asked for",
    "activity_task_started": "A worker began the effect",
    "activity_task_completed": "The effect happened",
    "activity_task_failed": "The effect failed for good",
    "activity_task_timed_out": "The effect took too long",
    "timer_started": "A timer was set",
    "timer_fired": "The timer rang",
    "timer_canceled": "The timer was put off",
    "upsert_workflow_search_attributes": "The lists in the engine's pages were brought up to date",
}


class EngineStep(NamedTuple):
    """One event of the server: its number, when, what in plain words, and more where there is more to say."""

    number: int
    at: datetime
    what: str
    detail: str


async def engine_story(client: Client, audit_id: AuditId) -> list[EngineStep] | None:
    """The events of the audit's latest run; None when the server has them no more."""
    try:
        history = await client.get_workflow_handle(workflow_id(audit_id)).fetch_history()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    return [_step(event) for event in history.events]


def _step(event: HistoryEvent) -> EngineStep:
    kind = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_").lower()
    what = _WORDS.get(kind, kind.replace("_", " ").capitalize())
    return EngineStep(event.event_id, event.event_time.ToDatetime(tzinfo=UTC), what, _detail(kind, event))


def _detail(kind: str, event: HistoryEvent) -> str:
    attributes = getattr(event, f"{kind}_event_attributes", None)
    if kind == "activity_task_scheduled":
        return str(event.activity_task_scheduled_event_attributes.activity_type.name)
    if kind == "timer_started":
        return f"for {event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()}"
    return "; ".join(part for part in (_attempt(attributes), _failure(attributes)) if part)


def _attempt(attributes: object) -> str:
    attempt = getattr(attributes, "attempt", 1)
    return f"try {attempt}" if attempt > 1 else ""


def _failure(attributes: object) -> str:
    failure = getattr(attributes, "failure", None) or getattr(attributes, "last_failure", None)
    return str(failure.message)[:200] if failure and failure.message else ""
