"""What stands still: audits that something should have happened to by now, and what their workflows wait for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from temporalio.client import Client, WorkflowExecutionDescription, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from api.dozens import dozens
from api.engine_pending import Pending, pending, waited_for
from api.trouble import Trouble, trouble
from domain.dates_in_words import moment_in_words
from domain.values import AuditId
from storage import standstill
from storage.database import Database
from workflows.addresses import workflow_id

GRACE = timedelta(minutes=5)
"""How long after a moment, and its policy's spread, an audit may take to notice it."""
PATIENCE, FORGOTTEN = timedelta(minutes=1), timedelta(hours=1)
"""A request without an answer is looked into from the one to the other: later whoever asked has given up."""
MOST = 200
"""Most audits that the engine is asked about at a time; of others only what the tables know is said."""


class Suspect(NamedTuple):
    """An audit that may stand still: since when, and whether a moment of it has passed."""

    audit_id: AuditId
    since: datetime
    is_late: bool = False


async def suspects(database: Database, now: datetime) -> list[Suspect]:
    """Of the open audits those whose moment, with spread and grace, has passed, and those that owe an answer."""
    late = await standstill.late(database, now - GRACE)
    unanswered = await standstill.unanswered(database, now - FORGOTTEN, now - PATIENCE)
    is_past = [one for one in late if one.next_moment + one.spread.elapsed + GRACE <= now]
    return [
        *(Suspect(one.audit_id, one.next_moment, is_late=True) for one in is_past),
        *(Suspect(one.audit_id, one.at) for one in unanswered),
    ]


async def looked_into(client: Client, asked: Iterable[Suspect]) -> list[Trouble]:
    """What is wrong with each, if anything is; at most `MOST` are asked of the engine."""
    first: dict[AuditId, Suspect] = {}
    for one in asked:
        first.setdefault(one.audit_id, one)
    ordered = list(first.values())
    found: dict[AuditId, Trouble] = {}

    async def look(suspect: Suspect) -> None:
        if wrong := await _trouble(client, suspect):
            found[suspect.audit_id] = wrong

    await dozens([partial(look, one) for one in ordered[:MOST]])
    unasked = [
        _standing(one, "the engine was not asked, for there are too many") for one in ordered[MOST:] if one.is_late
    ]
    return [*(found[one.audit_id] for one in ordered if one.audit_id in found), *unasked]


async def _trouble(client: Client, suspect: Suspect) -> Trouble | None:
    described = await _described(client, suspect.audit_id)
    if described is None or described.status is not WorkflowExecutionStatus.RUNNING:
        return trouble("left_alone", suspect.audit_id, suspect.since, "it is open and no workflow works on it")
    waits = list(waited_for(described.raw_description))
    for one in waits:
        if one.attempt > 1:
            return await _failing(client, suspect.audit_id, one)
    undone = [f"its {one.kind} has not been done since {moment_in_words(one.since)}" for one in waits]
    return _standing(suspect, (undone or ["its timer has not rung"])[0]) if suspect.is_late else None


async def _described(client: Client, audit_id: AuditId) -> WorkflowExecutionDescription | None:
    try:
        return await client.get_workflow_handle(workflow_id(audit_id)).describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise


async def _failing(client: Client, audit_id: AuditId, waits: Pending) -> Trouble:
    named = [one for one in await pending(client, audit_id) or [] if one.kind == waits.kind]
    failing = named[0] if named else waits
    tries = f"{failing.what}, {failing.attempt} tries"
    detail = f"{tries}, the last one failed: {failing.failure}" if failing.failure else tries
    return trouble("retrying" if waits.kind == "effect" else "failing", audit_id, failing.since, detail)


def _standing(suspect: Suspect, why: str) -> Trouble:
    detail = f"its next moment was {moment_in_words(suspect.since)}, and {why}"
    return trouble("standing", suspect.audit_id, suspect.since, detail)
