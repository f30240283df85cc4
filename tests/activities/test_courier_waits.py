"""A courier that runs waits out what is away, says so once, rests when nothing is due, and stops when told."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from activities.courier import Courier, Terms
from activities.mail import Letterhead, Mail
from activities.mailer import Mailer
from runtime.ports import free_port
from runtime.postgres_server import PostgresServer
from storage.database import Database
from storage.migrate import upgrade
from tests.activities.outbox_rows import NINE, a_notice, fill, rows
from tests.activities.post_office import PostOffice, SortingOffice
from tests.activities.wound_clock import WoundClock

LETTERHEAD, TERMS = Letterhead("auditloop@council.example"), Terms()
SECOND = timedelta(seconds=1)
LIMIT = 20  # seconds that a thing may take to be seen


async def test_an_idle_courier_looks_again_after_each_pause_and_stops_when_told(
    database: Database, where: PostOffice
) -> None:
    clock, stop = WoundClock(NINE), asyncio.Event()
    courier = Courier(
        database,
        Mail(Mailer(*where), LETTERHEAD),
        clock,
        "ann",
        terms=TERMS._replace(sleep=_until(clock, stop, times=3)),
    )

    await courier.run(stop)

    assert clock.slept == [SECOND] * 3


async def test_a_mail_server_that_is_away_is_tried_at_ever_longer_intervals_and_logged_once(
    database: Database,
) -> None:
    await fill(database, [a_notice()])
    clock, stop = WoundClock(NINE), asyncio.Event()
    terms = TERMS._replace(sleep=_until(clock, stop, times=8))
    courier = Courier(database, Mail(Mailer("127.0.0.1", free_port()), LETTERHEAD), clock, "ann", terms=terms)

    with capture_logs() as lines:
        await courier.run(stop)

    assert [pause // SECOND for pause in clock.slept] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [line["event"] for line in lines] == ["delivery_interrupted"]


async def test_a_courier_that_is_resting_stops_at_once(database: Database, where: PostOffice) -> None:
    stop = asyncio.Event()
    terms = TERMS._replace(pause=timedelta(hours=1))
    running = asyncio.create_task(
        Courier(database, Mail(Mailer(*where), LETTERHEAD), WoundClock(NINE), "ann", terms=terms).run(stop)
    )

    stop.set()

    async with asyncio.timeout(LIMIT):
        await running


async def test_a_courier_told_to_stop_finishes_the_letters_in_hand_and_puts_the_others_back(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice(number) for number in range(50)])
    stop = asyncio.Event()
    office.at_each_mail = stop.set

    await Courier(database, Mail(Mailer(*where), LETTERHEAD), WoundClock(NINE), "ann", terms=TERMS).run(stop)

    states = Counter(row["state"] for row in await rows(database))
    assert 1 <= states["sent"] == len(office.mails) <= TERMS.lines
    assert states["sent"] + states["waiting"] == 50


async def test_no_log_line_says_whom_a_letter_is_for(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    office.to_recipient["olwen@council.example"] = "550 olwen@council.example is gone"
    await fill(database, [a_notice(1), a_notice(2, person="p-2", role="auditor")])

    with capture_logs() as lines:
        await Courier(database, Mail(Mailer(*where), LETTERHEAD), WoundClock(NINE), "ann", terms=TERMS).deliver_due()

    assert sorted(line["event"] for line in lines) == ["letter_given_up", "letter_sent"]
    assert not [word for word in ("olwen", "Olwen", "p-1", "p-2", "Audley") if word in str(lines)]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[PostgresServer]:
    """A PostgreSQL of this test's own, to be killed."""
    server = PostgresServer(tmp_path, port=free_port())
    await server.start()
    await upgrade(server.url())
    yield server
    await server.stop()


async def test_letters_survive_a_database_that_is_killed_under_the_courier(
    server: PostgresServer, office: SortingOffice, where: PostOffice
) -> None:
    database, stop = Database(server.url()), asyncio.Event()
    await fill(database, [a_notice(number) for number in range(200)])
    terms = TERMS._replace(batch=10, pause=0.05 * SECOND)
    running = asyncio.create_task(
        Courier(database, Mail(Mailer(*where), LETTERHEAD), WoundClock(NINE), "ann", terms=terms).run(stop)
    )

    await _seen(lambda: len(office.mails) > 60)
    server.kill()
    before = len(office.mails)
    await server.start()
    await _seen(lambda: len(office.ids) == 200)
    stop.set()
    await running

    kept = await rows(database)
    await database.dispose()
    assert 60 < before < 200
    assert {row["state"] for row in kept} == {"sent"}
    assert max(office.ids.values()) == 1


def _until(clock: WoundClock, stop: asyncio.Event, *, times: int) -> Callable[[timedelta], asyncio.Future[None]]:
    async def rested(pause: timedelta) -> None:
        await clock.sleep(pause)
        if len(clock.slept) == times:
            stop.set()

    return lambda pause: asyncio.ensure_future(rested(pause))


async def _seen(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(LIMIT):
        while not is_so():  # noqa: ASYNC110 - what is waited for happens in another program
            await asyncio.sleep(0.01)
