"""Everything an operator must look at, from the tables and from the engine itself."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from domain.audit import OVER
from domain.values import AuditId
from storage import alarms, outbox, reading
from storage.database import Database
from storage.shown import AuditLine
from workflows.addresses import workflow_id
from workflows.attributes import STUCK

_RUNNING = "ExecutionStatus = 'Running'"
_FAILING = f"ExecutionStatus = 'Running' AND (TemporalReportedProblems IS NOT NULL OR {STUCK.name} = true)"


class Trouble(NamedTuple):
    """One thing that is wrong: `what` is `alarm: …`, `dead letter`, `failing` or `left alone`."""

    audit_id: str
    at: datetime | None
    what: str
    detail: str


async def troubles(database: Database, client: Client, now: datetime) -> list[Trouble]:
    """Alarms nobody has cleared, letters given up, and audits whose workflow cannot go on or is gone."""
    async with database.transaction() as connection:
        raised = await alarms.open_alarms(connection)
        dead = await outbox.dead(connection)
    return [
        *(Trouble(one.audit_id, one.at, f"alarm: {one.what}", one.detail) for one in raised),
        *(Trouble(one.audit_id, one.due_at, "dead letter", f"{one.notice_id}: {one.failure}") for one in dead),
        *[one async for one in _failing(client)],
        *await left_alone(database, client, now),
    ]


async def left_alone(database: Database, client: Client, now: datetime) -> list[Trouble]:
    """The audits that are open in the tables and that no workflow works on."""
    open_before = await _open(database, now)
    running = {one.id async for one in client.list_workflows(_RUNNING, page_size=1000)}
    suspects = [one for one in open_before if workflow_id(one.audit_id) not in running]
    if not suspects:
        return []
    # The server's list lags behind a start, and an audit may have ended meanwhile: each suspect is asked about itself.
    alone = [one for one in suspects if not await _is_running(client, one.audit_id)]
    still_open = {one.audit_id for one in await _open(database, now)}
    detail = "it is open and no workflow works on it: run nudge"
    return [Trouble(one.audit_id, one.started_at, "left alone", detail) for one in alone if one.audit_id in still_open]


async def stuck_audits(database: Database, client: Client, now: datetime) -> list[AuditId]:
    """The open audits that a nudge may help: those whose work fails or stands, and those left alone."""
    failing = [one async for one in _failing(client)]
    alone = await left_alone(database, client, now)
    async with database.transaction() as connection:
        raised = await alarms.open_alarms(connection)
    wrong = {one.audit_id for one in [*failing, *alone]} | {one.audit_id for one in raised}
    return sorted(wrong & {one.audit_id for one in await _open(database, now)})


async def _open(database: Database, now: datetime) -> list[AuditLine]:
    return [one for one in await reading.audits(database, now) if one.status not in OVER]


async def _is_running(client: Client, audit_id: AuditId) -> bool:
    try:
        described = await client.get_workflow_handle(workflow_id(audit_id)).describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return False
        raise
    return described.status is WorkflowExecutionStatus.RUNNING


async def _failing(client: Client) -> AsyncIterator[Trouble]:
    async for found in client.list_workflows(_FAILING):
        problems = found.typed_search_attributes.get(STUCK)
        detail = "its page cannot be recorded" if problems else "its work fails: see the Temporal pages"
        yield Trouble(found.id, found.start_time, "failing", detail)
