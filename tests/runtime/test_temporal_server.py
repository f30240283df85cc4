"""Temporal on this machine remembers its workflows, whatever happens to its process."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import WorkflowExecutionStatus

from runtime.errors import SearchAttributeClash, TemporalUnreachable
from runtime.ports import HOST, free_port
from runtime.settings import Settings
from runtime.temporal import connect, connect_to, register_search_attributes
from runtime.temporal_server import RETENTION, TemporalServer
from tests.runtime.processes import all_gone

KEYWORD, INT = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD, IndexedValueType.INDEXED_VALUE_TYPE_INT


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporalServer]:
    server = TemporalServer(tmp_path_factory.mktemp("temporal"))
    await server.start()
    yield server
    await server.stop()


async def test_a_workflow_outlives_a_killed_server_and_the_address_stays(server: TemporalServer) -> None:
    client = await connect_to(server.address)
    await client.start_workflow("Waiting", id="waiting", task_queue="nobody")
    pid, address = server.pid or 0, server.address

    server.kill()
    gone = await all_gone([pid])
    await server.start()

    again = await connect_to(address)
    assert gone
    assert (await again.get_workflow_handle("waiting").describe()).status == WorkflowExecutionStatus.RUNNING


async def test_closed_workflows_are_kept_for_longer_than_a_day(server: TemporalServer) -> None:
    client = await connect_to(server.address)

    answer = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace="default"))

    assert answer.config.workflow_execution_retention_ttl.ToTimedelta() == RETENTION


async def test_search_attributes_are_registered_once_and_never_changed(server: TemporalServer) -> None:
    client = await connect_to(server.address)

    await register_search_attributes(client, {"Kind": KEYWORD})
    await register_search_attributes(client, {"Kind": KEYWORD, "Level": INT})

    with pytest.raises(SearchAttributeClash, match="Level must be Keyword but the server has it as Int"):
        await register_search_attributes(client, {"Level": KEYWORD})


async def test_a_client_waits_for_a_server_that_is_late_but_not_for_ever() -> None:
    nobody = Settings(database_url="postgresql://h/d", temporal_address=f"{HOST}:{free_port()}", smtp_url="smtp://h:25")

    with pytest.raises(TemporalUnreachable, match="check TEMPORAL_ADDRESS"):
        await connect(nobody, patience=timedelta(seconds=0.3))


async def test_two_servers_that_want_one_port_at_once_both_come_up(tmp_path: Path) -> None:
    port = free_port()
    first, second = (TemporalServer(tmp_path / name, port=port, has_ui=True) for name in "ab")

    await asyncio.gather(first.start(), second.start())
    both = (first.is_running, second.is_running, first.port != second.port)
    await asyncio.gather(first.stop(), second.stop())

    assert both == (True, True, True)


async def test_a_taken_port_is_left_alone_and_stopping_leaves_no_process(tmp_path: Path) -> None:
    server = TemporalServer(tmp_path, has_ui=True)
    with socket.socket() as rival:
        rival.bind((HOST, 0))
        rival.listen()
        server.port = rival.getsockname()[1]

        await server.start()
        pid = server.pid or 0
        await server.stop()

    assert server.taken_port is not None
    assert await all_gone([pid])
