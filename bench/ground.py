"""The ground of a bench: the embedded servers in a folder of their own, migrated, with people; and workers on it."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psutil
from temporalio.client import Client

from bench.scene import people
from bench.work import ready_note, settings_of
from domain.directory import Person
from runtime.children import Child, Order
from runtime.machine import Machine
from runtime.settings import CHECKOUT, Given
from runtime.temporal import connect, register_search_attributes
from storage.database import Database
from storage.migrate import upgrade
from storage.people import replace
from workflows.attributes import ATTRIBUTES

WORKER_LIMIT = 60  # seconds for a worker to come up
MEGABYTE = 1_000_000


class Ground(NamedTuple):
    """Servers that run, and the ways to them."""

    folder: Path
    client: Client
    database: Database


@asynccontextmanager
async def ground(everybody: Sequence[Person] = ()) -> AsyncIterator[Ground]:
    """Fresh servers with empty tables and these people, or the reference audit's; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="auditloop-bench-") as name:
        given = Given(data=Path(name), database_url=None, temporal_address=None, smtp_url=None)
        async with Machine(given) as machine:
            settings = settings_of(machine.data)
            client = await connect(settings)
            await upgrade(settings.database_url)
            await register_search_attributes(client, ATTRIBUTES)
            database = Database(settings.database_url, size=2)
            await replace(database, everybody or people(), at=datetime.now(UTC))
            yield Ground(machine.data, client, database)
            await database.dispose()


@asynccontextmanager
async def working(on: Ground, name: str) -> AsyncIterator[psutil.Process]:
    """A worker for `ours` or for the `smallest`, alone in its process."""
    note = ready_note(on.folder, name)
    note.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.work", str(on.folder), name]
    child = Child(Order(name=name, command=command, log=on.folder / f"{name}.log", folder=CHECKOUT))
    child.start()
    try:
        async with asyncio.timeout(WORKER_LIMIT):
            while not note.exists():  # noqa: ASYNC110 - a file is seen, not told of
                await asyncio.sleep(0.05)
        yield psutil.Process(child.pid)
    finally:
        await child.stop()


class Cpu(NamedTuple):
    """Seconds of CPU used so far: by the worker, the Temporal server, PostgreSQL, and whoever sends and measures."""

    worker: float
    temporal: float
    postgres: float
    sender: float

    @classmethod
    def of(cls, worker: psutil.Process) -> "Cpu":
        """As of now; all are children of this process."""
        own = psutil.Process().cpu_times()
        return cls(seconds_of(worker), **servers_used(), sender=own.user + own.system)

    def since(self, before: "Cpu") -> "Cpu":
        """What was used meanwhile."""
        return Cpu(*(now - then for now, then in zip(self, before, strict=True)))


def servers_used() -> dict[str, float]:
    """Seconds of CPU used so far by Temporal and by PostgreSQL, which are children of this process."""
    spent = {"temporal": 0.0, "postgres": 0.0}
    for process in psutil.Process().children(recursive=True):
        name = _name(process)
        if name in spent:
            spent[name] += seconds_of(process)
    return spent


def megabytes(process: psutil.Process) -> float:
    """What a process holds in memory."""
    return float(process.memory_info().rss) / MEGABYTE


def _name(process: psutil.Process) -> str:
    try:
        return str(process.name())
    except psutil.Error:
        return ""


def seconds_of(process: psutil.Process) -> float:
    """Seconds of CPU used so far by a process and its children that have ended."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)
