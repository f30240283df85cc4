"""The real servers that tests run on: one PostgreSQL and one clock-winding Temporal for a whole test run."""

import itertools
import os
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory

import pytest
import structlog
from hypothesis import Phase, settings
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from runtime.ports import free_port
from runtime.postgres_server import PostgresServer
from runtime.temporal_server import program

TEMPLATE = "migrated"
MEMORY, ROOM = Path("/dev/shm"), 2**32  # noqa: S108 - a folder of this test run alone is made there; bytes
UNSAFE_BUT_QUICK = {"fsync": "off", "max_connections": "200"}  # a test's data need not outlive a power cut
TIME_SKIPPING = ("frontend.WorkflowTimeSkippingEnabled=true", 'history.timerProcessorMaxTimeShift="20ms"')
FORGETTING_AT_ONCE = (  # else a deleted workflow is still there for half a minute
    'history.transferProcessorUpdateAckInterval="100ms"',
    'history.visibilityProcessorUpdateAckInterval="100ms"',
)
LONGEST = (
    "restarts/test_restarts.py",
    "api/http/test_wild.py",
    "policies/test_any_change.py",
    "api/http/test_access_table.py",
    "restarts/test_worker_watched.py",
    "domain/test_any_life.py",
    "domain/test_any_absence.py",
    "compose/test_plain_processes.py",
    "runtime/test_machine.py",
    "api/http/test_lists_show_what_one_may_read.py",
    "bench/test_doors.py",
    "journeys/test_events_page.py",
    "bench/test_counts.py",
    "domain/test_any_return.py",
    "journeys/test_crowded.py",
    "journeys/test_events_while_away.py",
    "journeys/test_readme.py",
    "storage/test_rebuilding.py",
    "restarts/test_two_couriers.py",
)
_numbers = itertools.count(1)

# Lives are the same on every machine until the code changes, so that CI fails for what was changed; `make search` looks
# for others each time. To explain a failure, Hypothesis traces every line: too slow for the limit of time.
_PHASES = [one for one in Phase if one is not Phase.explain]
settings.register_profile("searching", phases=_PHASES, print_blob=True)
settings.register_profile("settled", phases=_PHASES, derandomize=True)
settings.load_profile("settled")

# A worker beside a test writes no line where the test reads what a command said.
structlog.configure(
    processors=[structlog.contextvars.merge_contextvars, structlog.stdlib.render_to_log_kwargs],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: a test waits for servers much of its time."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest begin first, so that in the end no core waits for one of them."""
    rank = {Path(__file__).parent / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
async def postgres(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PostgresServer]:
    """One PostgreSQL for the run, in memory where there is enough: each test copies a database."""
    is_roomy = MEMORY.is_dir() and disk_usage(MEMORY).free > ROOM
    with TemporaryDirectory(dir=MEMORY if is_roomy else tmp_path_factory.getbasetemp()) as folder:
        server = PostgresServer(Path(folder) / "postgres", port=free_port(), settings=UNSAFE_BUT_QUICK)
        await server.start()
        yield server
        await server.stop()


@pytest.fixture
async def database_url(postgres: PostgresServer) -> AsyncIterator[str]:
    """The address of an empty database of this test's own."""
    name = f"empty_{next(_numbers)}"
    yield await postgres.create_database(name)
    await postgres.drop_database(name)


@pytest.fixture(scope="session")
async def migrated_template(postgres: PostgresServer) -> str:
    """The name of a database that was migrated once and is only copied from."""
    from storage.migrate import upgrade

    await upgrade(await postgres.create_database(TEMPLATE))
    return TEMPLATE


@pytest.fixture
async def migrated_database_url(postgres: PostgresServer, migrated_template: str) -> AsyncIterator[str]:
    """The address of a database of this test's own with every table in place and no rows."""
    name = f"migrated_{next(_numbers)}"
    yield await postgres.create_database(name, template=migrated_template)
    await postgres.drop_database(name)


@pytest.fixture(scope="session")
async def temporal() -> AsyncIterator[WorkflowEnvironment]:
    """One real Temporal server in memory, where each workflow's own clock can be wound on.

    Start workflows through `temporal.client`; to act at a moment, start inside
    `temporal.with_time_skipping_disabled()`, then `await temporal.fast_forward(handle, timedelta(days=8))`
    and poll until the state you expect is seen.
    """
    flags = [part for value in (*TIME_SKIPPING, *FORGETTING_AT_ONCE) for part in ("--dynamic-config-value", value)]
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        data_converter=pydantic_data_converter,
        dev_server_existing_path=str(program()),
        dev_server_log_level="error",
        dev_server_extra_args=flags,
    )
    async with environment:
        yield environment
