"""`make run` leaves nothing behind, however it ends, and goes on where it stopped."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from runtime.errors import AlreadyRunning
from runtime.machine import Machine
from runtime.settings import CHECKOUT, Given
from runtime.stack import Stack
from tests.runtime.processes import all_gone, family, seen

STAND_INS = [
    *("--migrate", "true", "--worker", "sleep 1000", "--api", f"{sys.executable} -m tests.runtime.listener"),
    *("--demo", "echo a demo was shown"),
]


@contextmanager
def running(data: Path, *prefix: str, instead: Sequence[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m runtime` with stand-ins for its programs, writing to `data`.out."""
    command = [*prefix, sys.executable, "-m", "runtime", *STAND_INS, *instead]
    with data.with_suffix(".out").open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env={**os.environ, "AUDITLOOP_DATA": str(data)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def told(data: Path) -> str:
    return data.with_suffix(".out").read_text()


async def settled(data: Path) -> bool:
    return await seen(lambda: "Ctrl-C stops it all" in told(data))


async def execute(data: Path, statement: str) -> list[tuple[object, ...]]:
    stack = Stack.read(data)
    assert stack is not None
    url = stack.database_url.replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = await connection.execute(statement.encode())
        return await cursor.fetchall() if cursor.description else []


async def test_ctrl_c_stops_everything_in_order_and_the_next_run_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "var"
    ignoring_ctrl_c = ("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh")

    with running(data, *ignoring_ctrl_c) as process:
        assert await settled(data)
        mode = stat.S_IMODE((data / "stack.json").stat().st_mode)
        await execute(data, "CREATE TABLE kept AS SELECT 'here' AS word")
        pids = family(process.pid)
        process.send_signal(signal.SIGINT)
        status = await asyncio.to_thread(process.wait, 20)
    stops = [line for line in told(data).splitlines() if line.startswith("Stopping ")]

    assert (status, mode, await all_gone(pids)) == (0, 0o600, True)
    assert "a demo was shown" in told(data)
    order = ("the API", "the worker", "the sign-in", "the mailbox", "Temporal", "PostgreSQL")
    assert stops[1:] == [f"Stopping {name}." for name in order]
    assert Stack.read(data) is None
    async with Machine(Given(data=data)):
        assert await execute(data, "SELECT word FROM kept") == [("here",)]


async def test_a_demo_that_stops_is_not_passed_over(tmp_path: Path) -> None:
    data = tmp_path / "var"

    with running(data, instead=["--demo", "sh -c 'echo The policy says nothing. >&2; exit 1'"]) as process:
        is_settled = await settled(data)
        process.terminate()
        await asyncio.to_thread(process.wait, 20)

    assert is_settled
    assert "The policy says nothing.\nThe demo stopped: see the sentence above." in told(data)
    assert "Everything is running" not in told(data)


async def test_nothing_outlives_a_killed_machine_and_its_lock_is_free_at_once(tmp_path: Path) -> None:
    data = tmp_path / "var"
    closed = stat.S_IMODE(tmp_path.stat().st_mode)
    with running(data) as process:
        assert await settled(data)
        pids = family(process.pid)

        with pytest.raises(AlreadyRunning, match=f"process {process.pid} holds"):
            await Machine(Given(data=data)).__aenter__()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    assert await all_gone(pids)
    assert len(pids) >= len(["PostgreSQL", "Temporal", "the mailbox", "the sign-in", "the worker", "the API"])
    async with Machine(Given(data=data)) as machine:
        assert machine.stack.pid == os.getpid()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == closed


async def test_a_server_that_dies_is_brought_back_and_a_worker_that_ends_starts_again(tmp_path: Path) -> None:
    heard: list[str] = []
    async with Machine(Given(data=tmp_path / "var"), heard.append) as machine:
        watching = asyncio.create_task(machine.watch())
        kept = machine.keep("worker", ["sh", "-c", "echo began; exit 3"])
        kept.first_pause = 0.05
        machine._servers[0].kill()

        back = await seen(lambda: any("Starting PostgreSQL again" in line for line in heard))
        again = await seen(lambda: (machine.logs / "worker.log").read_text().count("began") > 1)
        watching.cancel()
        await asyncio.wait([watching])

    assert back
    assert again
    assert any("The worker ended (status 3" in line for line in heard)


async def test_what_the_environment_names_is_used_and_not_run_here(tmp_path: Path) -> None:
    given = Given(
        data=tmp_path / "var",
        database_url="postgresql://there/audits",
        temporal_address="there:7233",
        smtp_url="smtp://there:25",
    )
    heard: list[str] = []

    async with Machine(given, heard.append) as machine:
        stack = machine.stack

    assert heard == []
    assert (stack.database_url, stack.temporal_address) == ("postgresql+psycopg://there/audits", "there:7233")
    assert (stack.temporal_ui, stack.mailbox) == (None, None)
