"""The process that works in a bench, apart from the one that measures: `python -m bench.work FOLDER ours|smallest`."""

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

from temporalio.client import Client
from temporalio.worker import PollerBehaviorAutoscaling, Worker

from activities.audit_effects import AuditEffects
from bench.smallest import QUEUE, SmallestWorkflow, nothing
from runtime.errors import NothingRunning
from runtime.settings import ADDRESSES, Settings
from runtime.stack import Stack
from runtime.temporal import connect
from storage.database import Database
from worker import build_programme, build_worker, clock
from workflows.sandbox import sandbox

SALT = "of an invented council"
"""What its audits are drawn by for moderation."""


def settings_of(folder: Path) -> Settings:
    """The settings of production with the addresses of the bench's own servers. Raises NothingRunning."""
    stack = Stack.read(folder)
    if stack is None:
        raise NothingRunning(ADDRESSES)
    return Settings(data=folder, **stack.model_dump(include=ADDRESSES))


def ready_note(folder: Path, name: str) -> Path:
    """The file that says that this worker takes work."""
    return folder / f"{name}.ready"


async def work(folder: Path, name: str) -> None:
    """Works until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings = settings_of(folder)
    client = await connect(settings)
    database = Database(settings.database_url, size=settings.database_connections)
    worker = (
        build_worker(client, AuditEffects(database, clock, SALT), settings, build_programme(client, database, settings))
        if name == "ours"
        else _small(client, settings)
    )
    async with worker:
        ready_note(folder, name).touch()
        await stop.wait()


def _small(client: Client, settings: Settings) -> Worker:
    """Set up as the engine's own worker is."""
    return Worker(
        client,
        task_queue=QUEUE,
        workflows=[SmallestWorkflow],
        activities=[nothing],
        workflow_runner=sandbox(),
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
        max_cached_workflows=settings.worker_cached_workflows,
        max_concurrent_workflow_tasks=settings.worker_workflow_tasks,
        max_concurrent_activities=settings.worker_activities,
        graceful_shutdown_timeout=settings.worker_grace,
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))
    os._exit(0)  # the engine's own threads may abort a process that takes itself down slowly
