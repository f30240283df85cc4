"""A machine whose parts can be killed: PostgreSQL, the Temporal server and a worker, each a process of its own."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from runtime.children import Child, Order
from runtime.ports import HOST, free_port
from runtime.postgres_server import PostgresServer
from runtime.settings import CHECKOUT, child_environment
from runtime.temporal_server import TemporalServer
from storage.database import Database
from storage.migrate import upgrade
from storage.people import replace
from tests.workflows.scenes import people

LEASE = "PT25S"  # a letter that a killed courier held is carried by another after this


def now() -> datetime:
    return datetime.now(UTC)


class Machine(NamedTuple):
    """Its three parts, and the database's address."""

    postgres: PostgresServer
    temporal: TemporalServer
    worker: Child
    url: str

    async def kill(self, part: str) -> None:
        """SIGKILL for one part, and a new start on the same data."""
        if part == "worker":
            self.worker.kill()
            self.worker.start()
            return
        server = self.postgres if part == "postgres" else self.temporal
        server.kill()
        await server.start()

    async def stop(self) -> None:
        await self.worker.stop()
        await self.temporal.stop()
        await self.postgres.stop()


async def a_machine(folder: Path, smtp_port: int) -> Machine:
    """Up, migrated, with the council's people in it; its worker sends mail to `smtp_port` of this machine."""
    postgres = PostgresServer(folder / "postgres", port=free_port())
    temporal = TemporalServer(folder / "temporal", port=free_port())
    await postgres.start()
    await temporal.start()
    url = await postgres.create_database("audits")
    await upgrade(url)
    database = Database(url)
    await replace(database, list(people().people.values()), at=now())
    await database.dispose()
    machine = Machine(postgres, temporal, a_worker(folder, url, temporal.address, smtp_port), url)
    machine.worker.start()
    return machine


def a_worker(folder: Path, url: str, address: str, smtp_port: int, *arguments: str) -> Child:
    """`worker.py` as a process, not yet started."""
    given = {
        "DATABASE_URL": url,
        "TEMPORAL_ADDRESS": address,
        "SMTP_URL": f"smtp://{HOST}:{smtp_port}",
        "COURIER_LEASE": LEASE,
        "COURIER_PAUSE": "PT0.2S",
        "MODERATION_SALT": "of a machine that falls over",
        "LOG_FORMAT": "json",
    }
    command = [sys.executable, str(CHECKOUT / "worker.py"), *arguments]
    name = "-".join(["worker", *(one.strip("-") for one in arguments)])
    log = folder / f"{name}.log"
    return Child(
        Order(name=name, command=command, log=log, folder=CHECKOUT, environment=child_environment(folder) | given)
    )
