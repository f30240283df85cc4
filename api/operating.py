"""What operators do beside the commands that audits know: each with its reason, and each noted."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from api.record import Record
from domain.values import AuditId
from storage import alarms, deliveries_kept, outbox
from storage.letter import DeadLetter
from storage.operations import Operation, note

if TYPE_CHECKING:
    from api.engine import Engine  # whoever resends needs no engine, and its library takes long to load

EVERY = "all"
"""What an operation is about when it was done to everything it could be done to."""


Done = tuple[datetime, dict[str, Any]]
"""When something was done, and what came of it."""


class Why(NamedTuple):
    """Who operates, for what reason, and by which request."""

    by: str
    reason: str
    request_id: str = ""


async def nudge(engine: "Engine", record: Record, audit_id: AuditId, why: Why, now: datetime) -> int:
    """Makes a stuck audit try again at once: how many of its alarms that puts away; what goes on is raised anew.

    Raises NoSuchAudit, Refused for an audit that is over, or NotReachable.
    """
    await engine.nudge(audit_id)
    async with record.database.transaction() as connection:
        settled = await alarms.clear(connection, audit_id, at=now)
        await noted(connection, "nudge", audit_id, why, (now, {"alarms_settled": settled}))
    return settled


async def resend(record: Record, notice_ids: Sequence[str] | None, why: Why, now: datetime) -> int:
    """What was given up, letters and deliveries to other systems, leaves again with all its attempts; how many will.

    All of it, or those named.
    """
    async with record.database.transaction() as connection:
        if notice_ids is None:
            number = await _resend(connection, None, now)
            await noted(connection, "resend", EVERY, why, (now, {"resent": number}))
            return number
        number = 0
        for notice_id in dict.fromkeys(notice_ids):
            resent = await _resend(connection, [notice_id], now)
            await noted(connection, "resend", notice_id, why, (now, {"resent": resent}))
            number += resent
        return number


async def dead(connection: AsyncConnection) -> list[DeadLetter]:
    """Everything that was given up, whichever way it was to leave, oldest first."""
    found = [*await outbox.dead(connection), *await deliveries_kept.dead(connection)]
    return sorted(found, key=lambda one: one.due_at)


async def _resend(connection: AsyncConnection, ids: list[str] | None, now: datetime) -> int:
    letters = await outbox.resend(connection, ids, now=now)
    return letters + await deliveries_kept.resend(connection, ids, now=now)


async def noted(connection: AsyncConnection, verb: str, about: str, why: Why, done: Done) -> None:
    """Writes down what was done."""
    at, outcome = done
    await note(connection, Operation(at, why.by, verb, about, why.reason, outcome, why.request_id))
