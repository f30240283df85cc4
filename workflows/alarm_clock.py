"""The one timer of an audit: re-armed only when an earlier moment comes up."""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow


class AlarmClock:
    """Rings at a moment. A moment that moves later lets the old ring come, and is looked at again then."""

    def __init__(self) -> None:
        self._at: datetime | None = None
        self._task: asyncio.Task[None] | None = None
        self.has_rung = False

    def arm(self, at: datetime | None) -> None:
        """Makes it ring at this moment, unless it will ring before."""
        if at is None or (self._at is not None and self._at <= at):
            return
        if self._task:
            self._task.cancel()
        self._at = at
        self._task = asyncio.create_task(self._ring(at))

    def silence(self) -> None:
        """Takes note of a ring."""
        self.has_rung = False

    async def _ring(self, at: datetime) -> None:
        # The server counts in milliseconds: rounded up, so that it never rings before the moment.
        ahead = max(at - workflow.now(), timedelta(0)) // timedelta(milliseconds=1) + 1
        await workflow.sleep(timedelta(milliseconds=ahead), summary="next moment")
        self._at, self._task, self.has_rung = None, None, True
