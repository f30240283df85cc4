"""The program that works: it builds the effects and runs a worker, with a courier beside it; or a courier alone."""

import argparse
import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from secrets import randbelow, token_hex

import structlog
from temporalio.client import Client
from temporalio.worker import PollerBehaviorAutoscaling, Worker

from activities.audit_effects import AuditEffects
from activities.carriers import Ground, carriers
from activities.channels.couriers import ChannelCouriers
from activities.channels.posting import Poster
from activities.channels.webhooks import WebhookCourier
from activities.courier import Courier, Terms
from activities.housekeeping import keep_house
from activities.interface import Effects, ProgrammeEffects
from activities.lessons import Lessons, look_for_lessons
from activities.mail import Letterhead, Mail
from activities.mailer import Mailer
from activities.patience import Patience as MailPatience
from activities.programme_effects import ProgrammeRoom
from activities.resting import sleep
from activities.undelivered import LeaseTooShort
from api.engine import Engine
from api.policies import Policies
from api.programme_planning import Planning
from api.record import Record
from api.sending import Patience
from domain.reach import Reach
from runtime.errors import MachineryError, NoSalt, SettingRefused
from runtime.health import Check, Health
from runtime.health_port import health_port
from runtime.leaving import leave
from runtime.logs import configure_logs
from runtime.settings import Settings, secret_of
from runtime.telemetry import measuring
from runtime.temporal import check, check_polling, connect, register_search_attributes
from storage.database import Database
from storage.texts import Chance
from workflows.addresses import TASK_QUEUE
from workflows.attributes import ATTRIBUTES
from workflows.audit_workflow import AuditWorkflow
from workflows.programme import ProgrammeWorkflow
from workflows.sandbox import sandbox
from workflows.timeouts import ONE_TRY

_log = structlog.stdlib.get_logger(__name__)


def clock() -> datetime:
    """The one clock of this program."""
    return datetime.now(UTC)


def build_worker(client: Client, effects: Effects, settings: Settings, programme: ProgrammeEffects) -> Worker:
    """A worker for audits and the programme. Raises at once if a module of ours would be loaded for each workflow."""
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[AuditWorkflow, ProgrammeWorkflow],
        activities=[effects.record, effects.alarm, effects.draw_moderation, *programme.all],
        workflow_runner=sandbox(),
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
        max_cached_workflows=settings.worker_cached_workflows,
        max_concurrent_workflow_tasks=settings.worker_workflow_tasks,
        max_concurrent_activities=settings.worker_activities,
        graceful_shutdown_timeout=settings.worker_grace,
    )


def build_programme(client: Client, database: Database, settings: Settings) -> ProgrammeRoom:
    """The programme's effects: it begins audits as the doors do."""
    record = Record(database, Chance(lambda: token_hex(16), lambda: token_hex(16)))
    planning = Planning(Engine(client, record, Patience()), record, Policies(settings.policies), clock)
    return ProgrammeRoom(database, clock, lambda: str(randbelow(10**9)), planning.plan)


def build_carriers(database: Database, settings: Settings) -> tuple[Courier, ChannelCouriers, WebhookCourier]:
    """All that carries something out, by a name of its own: several may work side by side. Raises SettingRefused."""
    server, patience = settings.mail_server, MailPatience(attempts=settings.courier_attempts)
    mailer = Mailer(server.host, server.port, user=server.user, password=server.password)
    terms = Terms(
        batch=settings.courier_batch, lease=settings.courier_lease, pause=settings.courier_pause, patience=patience
    )
    poster = Poster(Reach(settings.channels_may_reach), limit=settings.webhook_limit)
    ground = Ground(
        database,
        clock,
        f"{socket.gethostname()}-{os.getpid()}",
        terms,
        poster,
        secret_of,
        pages=settings.pages_url,
        mail_a_minute=settings.mail_a_minute,
        channel_a_minute=settings.channel_a_minute,
    )
    mail, source = Mail(mailer, Letterhead(settings.mail_from)), settings.webhook_source
    try:
        return carriers(ground, mail, source=source, attempts=settings.webhook_attempts)
    except LeaseTooShort as refused:
        raise SettingRefused([str(refused).removesuffix(".")]) from None


def check_salt(settings: Settings, *, has_audits: bool) -> None:
    """Raises NoSalt if a policy draws audits for moderation and nobody said by which secret."""
    drawing = Policies(settings.policies).drawing() if has_audits and settings.moderation_salt is None else []
    if drawing:
        raise NoSalt(drawing)


async def work(settings: Settings, *, has_audits: bool = True, has_courier: bool = True) -> None:
    """Works until a signal says stop; what is under way is finished first."""
    stop = _stop_on_signals()
    async with _database(settings) as database:
        ways = build_carriers(database, settings) if has_courier else ()
        client = await _engine(settings) if has_audits else None
        async with (
            health_port("WORKER_HEALTH", settings.worker_health, _health(database, client)),
            asyncio.TaskGroup() as group,
        ):
            for carrier in ways:
                group.create_task(carrier.run(stop))
            if client:
                group.create_task(keep_house(database, clock, sleep, stop))
                calendars = Policies(settings.policies).calendar
                group.create_task(look_for_lessons(Lessons(database, clock, calendars), sleep, stop))
                group.create_task(_audit(client, database, settings, stop))
    _log.info("worker_stopped")


async def _engine(settings: Settings) -> Client:
    client = await connect(settings, measuring=measuring("WORKER_METRICS", settings.worker_metrics))
    await register_search_attributes(client, ATTRIBUTES)
    return client


def _health(database: Database, client: Client | None) -> Health:
    """A worker is of use only while all that it stands on is there; a courier needs no engine."""
    parts: dict[str, Check] = {"database": database.check}
    if client:
        parts |= {"engine": partial(check, client), "poller": partial(check_polling, client, TASK_QUEUE)}
    return Health(parts, frozenset(parts), clock)


async def _audit(client: Client, database: Database, settings: Settings, stop: asyncio.Event) -> None:
    programme = build_programme(client, database, settings)
    async with build_worker(client, AuditEffects(database, clock, settings.moderation_salt), settings, programme):
        _log.info("worker_started", task_queue=TASK_QUEUE)
        await stop.wait()


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    limit = ONE_TRY - timedelta(seconds=5)  # a statement ends before its page is tried again
    database = Database(settings.database_url, size=settings.database_connections, statement_limit=limit)
    try:
        yield database
    finally:
        await database.dispose()


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    return stop


def main() -> None:
    """Runs until stopped; exits with 1 and one sentence when it cannot."""
    parser = argparse.ArgumentParser(description=__doc__)
    share = parser.add_mutually_exclusive_group()
    share.add_argument("--courier", action="store_true", help="deliver notices only; run no audits")
    share.add_argument("--no-courier", action="store_true", help="run audits only; a courier elsewhere delivers")
    arguments = parser.parse_args()
    try:
        settings = Settings.read()
        configure_logs(form=settings.log_format, level=settings.log_level)
        check_salt(settings, has_audits=not arguments.courier)
        asyncio.run(work(settings, has_audits=not arguments.courier, has_courier=not arguments.no_courier))
    except MachineryError as failure:
        sys.stderr.write(f"{failure}\n")
        leave(1)
    leave(0)


if __name__ == "__main__":
    main()
