"""Everything an operator must look at, from the tables and from the engine itself."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple

from temporalio.client import Client

from storage import alarms, outbox
from storage.database import Database
from workflows.attributes import STUCK

_FAILING = f"ExecutionStatus = 'Running' AND (TemporalReportedProblems IS NOT NULL OR {STUCK.name} = true)"


class Trouble(NamedTuple):
    """One thing that is wrong: `what` is `alarm`, `dead letter` or `failing`."""

    audit_id: str
    at: datetime | None
    what: str
    detail: str


async def troubles(database: Database, client: Client) -> list[Trouble]:
    """Alarms nobody has cleared, letters given up, and audits whose workflow cannot go on."""
    async with database.transaction() as connection:
        raised = await alarms.open_alarms(connection)
        dead = await outbox.dead(connection)
    return [
        *(Trouble(one.audit_id, one.at, f"alarm: {one.what}", one.detail) for one in raised),
        *(Trouble(one.audit_id, one.due_at, "dead letter", f"{one.notice_id}: {one.failure}") for one in dead),
        *[one async for one in _failing(client)],
    ]


async def _failing(client: Client) -> AsyncIterator[Trouble]:
    async for found in client.list_workflows(_FAILING):
        problems = found.typed_search_attributes.get(STUCK)
        detail = "its page cannot be recorded" if problems else "its work fails: see the Temporal pages"
        yield Trouble(found.id, found.start_time, "failing", detail)
