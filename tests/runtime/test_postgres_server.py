"""PostgreSQL on this machine keeps what was committed, whatever happens to its processes."""

import asyncio
import os
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import psycopg
import pytest

from runtime.leftovers import serving
from runtime.ports import HOST, free_port
from runtime.postgres_server import PostgresServer
from tests.runtime.processes import all_gone, family


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PostgresServer]:
    """A server below a folder that is closed to every other user, as a home folder may be."""
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    server = PostgresServer(closed / "postgres", port=free_port(), settings={"fsync": "off"})
    await server.start()
    yield server
    await server.stop()


async def run(server: PostgresServer, statement: str) -> list[tuple[object, ...]]:
    url = server.url().replace("+psycopg", "")
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = await connection.execute(statement.encode())
        return await cursor.fetchall() if cursor.description else []


async def test_rows_outlive_a_killed_server_and_the_address_stays(server: PostgresServer) -> None:
    await run(server, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
    address = server.url()

    server.kill()
    await server.start()

    assert await run(server, "SELECT count(*) FROM kept") == [(1000,)]
    assert server.url() == address


async def test_stopping_leaves_no_process_and_starting_again_finds_the_rows(server: PostgresServer) -> None:
    await run(server, "CREATE TABLE shelved AS SELECT 'here' AS word")
    pids = [server.pid or 0, *family(server.pid or 0)]

    await server.stop()

    assert len(pids) > 3
    assert await all_gone(pids)
    await server.start()
    assert await run(server, "SELECT word FROM shelved") == [("here",)]


async def test_a_lock_file_that_names_a_stranger_does_not_stop_it(server: PostgresServer) -> None:
    server.kill()
    note = server.data / "postmaster.pid"
    stranger = psutil.Process().parent() or psutil.Process(1)
    rest = note.read_text().partition("\n")[2]
    note.write_text(f"{stranger.pid}\n{rest}")

    await server.start()

    assert await run(server, "SELECT 1") == [(1,)]
    assert stranger.is_running()


async def test_a_server_left_over_on_the_data_is_ended_first(server: PostgresServer) -> None:
    left_over = server.pid or 0
    successor = PostgresServer(server.folder, port=server.port)

    psutil.Process(left_over).terminate()  # it waits for its sessions: none
    await successor.start()

    pids = [process.pid for process in serving("postgres", server.data)]
    assert successor.pid in pids
    assert left_over not in pids
    await successor.stop()
    await server.start()


async def test_a_taken_port_is_left_alone_and_another_one_used(tmp_path: Path) -> None:
    with socket.socket() as rival:
        rival.bind((HOST, 0))
        rival.listen()
        taken = rival.getsockname()[1]
        server = PostgresServer(tmp_path / "postgres", port=taken, settings={"fsync": "off"})

        await server.start()
        await server.stop()

    assert server.taken_port == taken
    assert server.port != taken


async def test_two_servers_that_want_one_port_at_once_both_come_up(tmp_path: Path) -> None:
    port = free_port()
    first, second = (PostgresServer(tmp_path / name, port=port, settings={"fsync": "off"}) for name in "ab")

    await asyncio.gather(first.start(), second.start())
    answers = [await run(first, "SELECT 1"), await run(second, "SELECT 1")]
    await asyncio.gather(first.stop(), second.stop())

    assert answers == [[(1,)], [(1,)]]
    assert sorted([first.taken_port == port, second.taken_port == port]) == [False, True]


async def test_only_the_password_opens_it_and_only_its_owner_can_read_that(server: PostgresServer) -> None:
    wrong = server.url().replace("+psycopg", "").replace("auditloop:", "auditloop:wrong")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        await psycopg.AsyncConnection.connect(wrong)

    assert stat.S_IMODE((server.folder / "password").stat().st_mode) == 0o600
    assert await run(server, "SHOW listen_addresses") == [("127.0.0.1",)]
    assert await run(server, "SHOW unix_socket_directories") == [("",)]


async def test_it_never_runs_as_root_and_opens_no_folder_for_itself(server: PostgresServer) -> None:
    process = psutil.Process(server.pid)

    closed = stat.S_IMODE(server.folder.parent.stat().st_mode)

    assert process.uids().effective == server.data.stat().st_uid
    assert process.uids().effective != 0
    assert closed == 0o700
    assert server.folder.stat().st_uid == os.geteuid()
