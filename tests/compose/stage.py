"""The services of docker-compose.yml as plain processes: the same commands, environment and order, on this machine."""

import asyncio
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from runtime.children import Child, last_lines
from runtime.postgres_server import PostgresServer
from runtime.settings import CHECKOUT
from runtime.temporal_server import TemporalServer
from tests.compose.machine import Here
from tests.compose.page import services

GLANCE = 0.3  # seconds
PATIENCE = timedelta(seconds=90)
JOB = "service_completed_successfully"


class Stage:
    """`up` starts everything as the file says; `began` is the order in which it came to be."""

    def __init__(self, here: Here, folder: Path) -> None:
        self.here, self.began = here, list[str]()
        self.processes: dict[str, list[tuple[Child, int]]] = {}
        self.postgres = PostgresServer(folder / "postgres", port=here.ports["postgres"])
        self.temporal = TemporalServer(folder / "temporal", port=here.ports["temporal"], has_ui=True)
        self._services = services()
        self._jobs = {other for one in self._services.values() for other, how in _waits(one) if how == JOB}
        self._ready = {name: asyncio.Event() for name in self._services}

    async def up(self) -> None:
        async with asyncio.timeout(PATIENCE.total_seconds()), asyncio.TaskGroup() as group:
            for name in self._services:
                group.create_task(self._bring_up(name))

    async def down(self) -> dict[str, int | None]:
        """Asks every program to stop, in the reverse order; with what status each ended."""
        ended = {}
        for name in reversed(self.began):
            for number, (child, _) in enumerate(self.processes.get(name, []), 1):
                ended[f"{name}-{number}"] = await _stopped(child)
        await self.temporal.stop()
        await self.postgres.stop()
        return ended

    async def again(self, name: str) -> int:
        """Runs a job once more; its status."""
        child, _ = self.here.child(name, self._services[name], 2)
        child.start()
        return await child.ended()

    def run(self, name: str, *command: str) -> subprocess.CompletedProcess[str]:
        """A command inside a container of the service, as `docker compose exec` runs it."""
        environment = self.here.environment(self._services[name], 0)
        return subprocess.run(
            command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    async def _bring_up(self, name: str) -> None:
        for other, _ in _waits(self._services[name]):
            await self._ready[other].wait()
        self.began.append(name)
        await {"postgres": self._postgres, "temporal": self._temporal, "temporal-ui": self._ui}.get(
            name, lambda: self._program(name)
        )()
        self._ready[name].set()

    async def _program(self, name: str) -> None:
        service = self._services[name]
        count = service.get("deploy", {}).get("replicas", 1)
        self.processes[name] = [self.here.child(name, service, number) for number in range(1, count + 1)]
        for child, _ in self.processes[name]:
            child.start()
        for child, port in self.processes[name]:
            if name in self._jobs:
                assert await child.ended() == 0, last_lines(child.order.log or Path())
            else:
                await self._well(name, child, port)

    async def _well(self, name: str, child: Child, port: int) -> None:
        """Waits until the service's own health check is content."""
        _, *test = self._services[name]["healthcheck"]["test"]
        command = [self.here.said(part, port) for part in test]
        while (await asyncio.to_thread(self.run, name, *command)).returncode != 0:
            assert child.is_running, last_lines(child.order.log or Path())
            await asyncio.sleep(GLANCE)

    async def _postgres(self) -> None:
        """As its image does on a first start: the administrator has the password of the file."""
        await self.postgres.start()
        password = (self.here.secrets / "postgres_password").read_text()
        async with await psycopg.AsyncConnection.connect(_plain(self.postgres.url()), autocommit=True) as connection:
            await connection.execute(
                sql.SQL("create role postgres superuser login password {}").format(sql.Literal(password))
            )
        await self._asked("postgres", f"--port={self.here.ports['postgres']}")

    async def _temporal(self) -> None:
        """The development server in place of the production one; it keeps its own tables."""
        await self.temporal.start()

    async def _ui(self) -> None:
        """The development server has the same pages."""
        place = (self.temporal.ui or "").removeprefix("http://")
        self._services["temporal-ui"]["healthcheck"]["test"] = [
            *("CMD", "python", "-m", "runtime.healthy"),
            self._services["temporal-ui"]["healthcheck"]["test"][-1].replace("127.0.0.1:8080", place),
        ]
        await self._asked("temporal-ui")

    async def _asked(self, name: str, *more: str) -> None:
        _, *test = self._services[name]["healthcheck"]["test"]
        asked = await asyncio.to_thread(self.run, name, *test, *more)
        assert asked.returncode == 0, asked.stderr


async def _stopped(child: Child) -> int | None:
    process = child._process
    await child.stop()
    return process.returncode if process else None


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


def _waits(service: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, how["condition"]) for name, how in service.get("depends_on", {}).items()]
