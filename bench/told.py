"""When deadlines were told: the engine's from its log, the smallest workflow's from its histories."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from temporalio.api.enums.v1 import EventType

from bench.ground import Ground
from bench.rows import events_of
from bench.subjects import Subject

KINDS = ("audit_started", "action_overdue", "escalated")
"""What an audit that waits has in its log: its start, its first deadline, and each step after."""
AT_ONCE = 20  # histories asked for together


class Told:
    """Looks at a fleet, and remembers what it saw."""

    def __init__(self, on: Ground, subject: Subject, ids: Sequence[str]) -> None:
        self._on, self._subject, self._ids = on, subject, ids
        self._seen: dict[str, list[datetime]] = {}

    async def times(self, number: int) -> list[datetime]:
        """When those audits that have come so far recorded this: 0 is the start, 1 the first deadline, 2 the next."""
        if self._subject.name == "ours":
            await self._look_into_log()
        else:
            await self._look_into_histories(number)
        return [self._seen[audit_id][number] for audit_id in self._ids if self._has(audit_id, number)]

    def _has(self, audit_id: str, number: int) -> bool:
        return len(self._seen.get(audit_id, ())) > number

    async def _look_into_log(self) -> None:
        self._seen = {}
        for event in await events_of(self._on.database, KINDS, ""):
            self._seen.setdefault(event.audit_id, []).append(event.recorded_at)

    async def _look_into_histories(self, number: int) -> None:
        """Stops at the first that has not come so far: looking costs the server what it should spend on telling."""
        for first in range(0, len(self._ids), AT_ONCE):
            asked = [one for one in self._ids[first : first + AT_ONCE] if not self._has(one, number)]
            self._seen |= dict(zip(asked, await asyncio.gather(*map(self._batches, asked)), strict=True))
            if not all(self._has(one, number) for one in asked):
                return

    async def _batches(self, audit_id: str) -> list[datetime]:
        history = await self._on.client.get_workflow_handle(audit_id).fetch_history()
        done = (one for one in history.events if one.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
        return [event.event_time.ToDatetime(tzinfo=UTC) for event in done]
