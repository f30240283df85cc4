"""The programme carried out: a month is drawn where its record is, and what begins its audits is set going."""

from collections.abc import Callable

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from api.engine import RPC
from api.programme_months import Clock, HowFar, Progress, how_far, not_drawable, until_recorded
from api.record import Record
from domain.programme import name_of
from storage import alarms
from storage.errors import VersionTaken
from storage.programme_drawing import NotDrawable, Wish, draw_once
from workflows.addresses import TASK_QUEUE, programme_id
from workflows.messages import Programme
from workflows.programme import ProgrammeWorkflow


class Programmes:
    """Months carried out; one for which nobody gives a seed is drawn by the next of `seeds`."""

    def __init__(
        self, client: Client, record: Record, clock: Clock, seeds: Callable[[], str], *, queue: str = TASK_QUEUE
    ) -> None:
        self._client, self._record, self._clock, self._seeds, self._queue = client, record, clock, seeds, queue

    async def begin(self, wish: Wish) -> None:
        """Draws the month unless it is drawn, and begins its audits; one that was begun goes on, its alarm put away.

        Raises Refused if it cannot be drawn.
        """
        try:
            await self._record.keep_framework(wish.framework, self._clock())
            drawn = await draw_once(self._record.database, wish, self._seeds, self._clock())
        except (NotDrawable, VersionTaken) as slip:
            raise not_drawable(slip) from None
        async with self._record.database.transaction() as connection:
            await alarms.clear(connection, name_of(wish.month), at=self._clock())
        await self._client.start_workflow(
            ProgrammeWorkflow.run,
            Programme(month=drawn.month, framework=drawn.framework, version=drawn.version, by=drawn.by),
            id=programme_id(drawn.month),
            task_queue=self._queue,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            static_summary=f"Programme of {drawn.month}",
            rpc_timeout=RPC,
        )

    async def carry_out(self, wish: Wish, progress: Progress) -> HowFar:
        """The same, and waits until the log holds every audit; raises Refused or NoWorker too."""
        await self.begin(wish)
        return await until_recorded(lambda: how_far(self._record, wish.month), progress, self._clock)
