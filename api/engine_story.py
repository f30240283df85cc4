"""What the engine itself did for an audit: the Temporal server's events of all its runs, in plain words."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import NamedTuple

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError, RPCStatusCode

from api.engine_words import failure_of, what_happened
from domain.values import AuditId
from workflows.addresses import workflow_id

PAGE = 500
"""Most events of one answer."""


class Place(NamedTuple):
    """After which event of which run a page of the story goes on; number 0 is the run's beginning."""

    run_id: str
    number: int = 0


class Run(NamedTuple):
    """One run of the audit's workflow; the next takes over when a run grows long, or after one was ended."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None
    status: str
    """`running`, `completed`, `continued as new`, `terminated` and so on."""


class EngineStep(NamedTuple):
    """One event of the server: when, what in plain words, which try it was, and what had failed."""

    run_id: str
    number: int
    at: datetime
    what: str
    detail: str
    attempt: int
    failure: str


class EngineStory(NamedTuple):
    """A page of the story. All runs are listed, oldest first, so that one may begin at any of them."""

    runs: list[Run]
    steps: list[EngineStep]
    next: Place | None
    """Where the story goes on; None when it was told to its end."""


async def engine_story(
    client: Client, audit_id: AuditId, *, after: Place | None = None, limit: int = PAGE
) -> EngineStory | None:
    """The events of all runs in order, at most `limit` of those after a place; None when the server has none."""
    runs = await _runs(client, audit_id)
    if not runs:
        return None
    steps: list[EngineStep] = []
    for run in _from(runs, after):
        begin = after.number if after and after.run_id == run.run_id else 0
        async for step in _steps(client, audit_id, Place(run.run_id, begin)):
            if len(steps) == limit:
                return EngineStory(runs, steps, Place(steps[-1].run_id, steps[-1].number))
            steps.append(step)
    return EngineStory(runs, steps, None)


async def _runs(client: Client, audit_id: AuditId) -> list[Run]:
    asked = f"WorkflowId = '{workflow_id(audit_id).replace(chr(39), '')}'"
    found: dict[str, WorkflowExecution] = {one.run_id: one async for one in client.list_workflows(asked)}
    try:
        last = await client.get_workflow_handle(workflow_id(audit_id)).describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
    else:
        found[last.run_id] = last  # the server's list lags behind its workflows
    return sorted(map(_run, found.values()), key=lambda run: run.started_at)


def _run(found: WorkflowExecution) -> Run:
    status = found.status.name.lower().replace("_", " ") if found.status else "unknown"
    return Run(found.run_id, found.start_time, found.close_time, status)


def _from(runs: list[Run], after: Place | None) -> list[Run]:
    ids = [run.run_id for run in runs]
    return runs[ids.index(after.run_id) :] if after and after.run_id in ids else runs


async def _steps(client: Client, audit_id: AuditId, after: Place) -> AsyncIterator[EngineStep]:
    handle = client.get_workflow_handle(workflow_id(audit_id), run_id=after.run_id)
    names = Names(client)
    try:
        async for event in handle.fetch_history_events():
            name = await names.of(event)
            if event.event_id > after.number:
                yield _step(event, after.run_id, name)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:  # this run's history is gone, others may be there
            raise


def _step(event: HistoryEvent, run_id: str, name: str) -> EngineStep:
    kind = kind_of(event)
    attempt = int(getattr(getattr(event, f"{kind}_event_attributes", None), "attempt", 1)) or 1
    at = moment(event.event_time)
    return EngineStep(run_id, event.event_id, at, what_happened(kind), name, attempt, failure_of(event, kind))


def kind_of(event: HistoryEvent) -> str:
    """`timer_started` and so on."""
    return EventType.Name(event.event_type).removeprefix("EVENT_TYPE_").lower()


def moment(at: Timestamp) -> datetime:
    """The server's instant as ours."""
    return at.ToDatetime(tzinfo=UTC)


class Names:
    """What each effect and timer of one run is about, as later events refer to it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[int, str] = {}

    async def of(self, event: HistoryEvent) -> str:
        """What this event is about, empty where it says no more than its kind."""
        kind = kind_of(event)
        if kind == "activity_task_scheduled":
            name = event.activity_task_scheduled_event_attributes.activity_type.name
            return self._keep(event, f"{name}: {await self._summary(event)}")
        if kind == "timer_started":
            length = event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
            return self._keep(event, f"{await self._summary(event)}, for {length}")
        attributes = getattr(event, f"{kind}_event_attributes", None)
        begun = getattr(attributes, "scheduled_event_id", 0) or getattr(attributes, "started_event_id", 0)
        return self._known.get(begun, "")

    def _keep(self, event: HistoryEvent, name: str) -> str:
        self._known[event.event_id] = name.strip(":, ")
        return self._known[event.event_id]

    async def _summary(self, event: HistoryEvent) -> str:
        if not event.user_metadata.HasField("summary"):
            return ""
        [summary] = await self._client.data_converter.decode([event.user_metadata.summary], [str])
        return str(summary)
