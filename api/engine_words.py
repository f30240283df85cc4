"""The Temporal server's events and failures in plain words, with nothing in them that somebody wrote."""

from temporalio.api.failure.v1 import Failure
from temporalio.api.history.v1 import HistoryEvent

from storage.errors import StorageError
from workflows.book import HeadDiffers

WORDS = {
    "workflow_execution_started": "The workflow was started",
    "workflow_execution_completed": "The workflow ended",
    "workflow_execution_failed": "The workflow failed",
    "workflow_execution_timed_out": "The workflow took too long",
    "workflow_execution_canceled": "The workflow was called off",
    "workflow_execution_terminated": "Somebody ended the workflow",
    "workflow_execution_continued_as_new": "The workflow went on in a new run",
    "workflow_execution_signaled": "A signal came in",
    "workflow_execution_update_admitted": "A command came in",
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
    "marker_recorded": "The workflow noted which of its rules it goes by",
}
_OURS = frozenset({"Unrecordable", HeadDiffers.__name__, *(each.__name__ for each in StorageError.__subclasses__())})
"""Failures that write their own sentence, of ids and numbers only."""
_AWAY = frozenset({"OperationalError", "InterfaceError", "TimeoutError", "ConnectionTimeout", "ConnectionRefusedError"})
LONGEST = 300  # characters of a failure


def what_happened(kind: str) -> str:
    """A sentence for a kind of event."""
    return WORDS.get(kind, kind.replace("_", " ").capitalize())


def failure_of(event: HistoryEvent, kind: str) -> str:
    """Why something failed, or why the try before it did; empty where nothing failed."""
    if kind == "workflow_execution_terminated":
        return event.workflow_execution_terminated_event_attributes.reason[:LONGEST]
    attributes = getattr(event, f"{kind}_event_attributes", None)
    failure: Failure | None = getattr(attributes, "failure", None) or getattr(attributes, "last_failure", None)
    return failure_in_words(failure) if failure is not None and failure.ByteSize() else ""


def failure_in_words(failure: Failure) -> str:
    """One sentence; what quotes data is left to the worker's own log."""
    kind = failure.WhichOneof("failure_info")
    if kind == "timeout_failure_info":
        return "It did not answer in time."
    if kind == "application_failure_info":
        return _of_program(failure.application_failure_info.type, failure.message)
    if failure.HasField("cause"):
        return failure_in_words(failure.cause)
    return failure.message.partition("\n")[0][:LONGEST]


def _of_program(name: str, message: str) -> str:
    if name in _OURS:
        return message.partition("\n")[0][:LONGEST]
    if name in _AWAY:
        return f"The database did not answer ({name})."
    return f"{name or 'Something'} went wrong: see the worker's log."
