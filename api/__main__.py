"""`python -m api`: opens the HTTP doors and carries in what other systems send, until stopped."""

import asyncio
import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from secrets import token_hex

import uvicorn
import uvloop
from typing_extensions import override

from api.errors import DoorError
from api.http.app import build_app
from api.http.council import Council
from api.http.doors import HttpDoors
from api.http.tokens import Tokens
from api.http.way import Way
from api.inbox.acting import Acting
from api.inbox.means import Means
from api.inbox.porter import Porter, Terms
from api.policies import Policies
from api.record import Record
from domain.reach import Reach
from runtime.errors import MachineryError
from runtime.leaving import leave
from runtime.logs import configure_logs
from runtime.settings import Settings
from runtime.temporal import connect
from storage.database import Database
from storage.texts import Chance
from workflows.addresses import TASK_QUEUE

LOOK = timedelta(seconds=2)
"""How long one look for the engine may take: somebody waits."""
RARELY = (20_000, 20, 20)
"""Objects, and rounds of a younger generation, before Python looks for garbage in each of its generations."""
GRACE = 10  # seconds for requests under way, when it is asked to stop


def clock() -> datetime:
    """The one clock of this program."""
    return datetime.now(UTC)


def ids() -> str:
    """A new id that nobody can guess."""
    return token_hex(16)


async def serve(settings: Settings) -> None:
    """Answers until a signal says stop; requests under way are finished first."""
    database = Database(settings.database_url, size=settings.database_connections)
    record, policies = Record(database, Chance(ids, ids)), Policies(settings.policies)
    policies.meanings()  # or nobody would get in
    tokens = Tokens(
        settings.issuer,
        settings.oidc_audience,
        clock=clock,
        person_claim=settings.oidc_person_claim,
        leeway=settings.oidc_leeway,
    )
    doors = HttpDoors(
        record=record,
        policies=policies,
        council=Council(database, clock),
        way=Way(partial(connect, settings, patience=LOOK), record, queue=TASK_QUEUE),
        sign_in=tokens,
        clock=clock,
        ids=ids,
        metrics_token=settings.metrics_token,
        reach=Reach(settings.channels_may_reach),
    )
    host, _, port = settings.api_listen.rpartition(":")
    config = uvicorn.Config(
        build_app(doors),
        host=host.strip("[]"),
        port=int(port),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    _spare_collections()
    stop = asyncio.Event()
    acting = Acting(Means(record, doors.policies, doors.way.engine, clock))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(Porter(database, acting, clock, Terms()).run(stop))
            await _Server(config).serve()
            stop.set()
    finally:
        await tokens.close()
        await database.dispose()


def _spare_collections() -> None:
    """What is loaded by now stays: to look through it again and again would hold requests up for tens of ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


class _Server(uvicorn.Server):
    """Stops on a signal as our other programs do: in order, and with status 0."""

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(each, self._stop)
        yield

    def _stop(self) -> None:
        self.should_exit = True


def main() -> None:
    """Exits with 1 and one sentence when it cannot."""
    try:
        settings = Settings.read()
        configure_logs(form=settings.log_format, level=settings.log_level)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(settings))
    except (DoorError, MachineryError) as failure:
        sys.stderr.write(f"{failure}\n")
        leave(1)
    leave(0)


if __name__ == "__main__":
    main()
