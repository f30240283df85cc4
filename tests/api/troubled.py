"""Effects that fail for as long as a test likes, and a worker that has them."""

from collections.abc import Callable
from datetime import datetime

from temporalio import activity
from temporalio.worker import Worker
from typing_extensions import override

from activities.audit_effects import AuditEffects
from activities.interface import Effects, Page, Recorded
from storage.database import Database
from tests.api.house import House
from workflows.audit_workflow import AuditWorkflow
from workflows.sandbox import sandbox

SECRET = "Maya Brook was not at home"


class TroubledEffects(AuditEffects):
    """The real effects, which cannot record while they are troubled, and then may again."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        super().__init__(database, clock)
        self.trouble: Exception | None = None

    @override
    @activity.defn
    async def record(self, page: Page) -> Recorded:
        if self.trouble:
            raise self.trouble
        return await super().record(page)


def a_worker(house: House, effects: Effects) -> Worker:
    """A worker on the house's queue."""
    return Worker(
        house.client,
        task_queue=house.queue,
        workflows=[AuditWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation],
        workflow_runner=sandbox(),
    )
