"""The mail server never gets more than its cap within any minute, whoever walks; what is urgent goes first."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from structlog.testing import capture_logs

from activities.courier import Courier, Terms
from activities.mail import Mail
from activities.mailer import Mailer
from runtime.ports import free_port
from storage.database import Database
from storage.outbox_tables import OUTBOX
from storage.people_tables import PEOPLE
from tests.activities.mails import LETTERHEAD
from tests.activities.outbox_rows import NINE, PEOPLE_ROWS, a_notice, fill, rows
from tests.activities.post_office import PostOffice, SortingOffice
from tests.activities.wound_clock import WoundClock

MINUTE, TICK = timedelta(minutes=1), timedelta(seconds=5)


class Round(list[Courier]):
    """Couriers side by side, and a clock that all of them go by."""

    def __init__(self, databases: list[Database], where: PostOffice, clock: WoundClock, a_minute: int) -> None:
        terms = Terms(a_minute=a_minute, batch=20)
        self.clock = clock
        super().__init__(
            Courier(one, Mail(Mailer(*where), LETTERHEAD), clock, f"c-{n}", terms=terms)
            for n, one in enumerate(databases)
        )

    async def walk(self, minutes: int) -> None:
        """All of them, again and again, while the clock is wound."""
        for _ in range(minutes * MINUTE // TICK):
            while any(await asyncio.gather(*(one.deliver_due() for one in self))):
                pass
            self.clock.wind(TICK)


@pytest.fixture
async def databases(migrated_database_url: str) -> AsyncIterator[list[Database]]:
    opened = [Database(migrated_database_url) for _ in range(3)]
    yield opened
    for one in opened:
        await one.dispose()


def most_in_a_minute(moments: list[datetime]) -> int:
    """The most that came within any minute, however it is laid."""
    return max(sum(at <= other < at + MINUTE for other in moments) for at in moments)


def to_many(people: int, notices: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """So many people, and as many notices, all due at once and each for a digest."""
    rows_ = [PEOPLE_ROWS[0] | {"person": f"m-{n}", "mail": f"m-{n}@council.example"} for n in range(people)]
    due = [a_notice(n, person=f"m-{n % people}", is_digested=True) for n in range(notices)]
    return rows_, due


async def test_everybody_gets_one_digest_and_the_mail_server_no_more_than_its_cap_a_minute(
    database: Database, databases: list[Database], office: SortingOffice, where: PostOffice
) -> None:
    """One in twenty-five of what `make soak` sends."""
    people, notices, a_minute = 6, 80, 3
    many, due = to_many(people, notices)
    await fill(database, due)
    async with database.transaction() as connection:
        await connection.execute(insert(PEOPLE), many)
    clock, came = WoundClock(NINE), list[datetime]()
    office.at_each_mail = lambda: came.append(clock.now)

    await Round(databases, where, clock, a_minute).walk(minutes=people // a_minute + 1)

    assert Counter(mail["To"].addresses[0].username for mail in office.mails) == {f"m-{n}": 1 for n in range(people)}
    assert sum(int(mail["Subject"].split()[0]) for mail in office.mails) == notices
    assert most_in_a_minute(came) <= a_minute
    assert {row["state"] for row in await rows(database)} == {"sent"}


async def test_what_is_urgent_counts_and_goes_first_and_has_the_last_of_a_minute_to_itself(
    database: Database, databases: list[Database], office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice(number) for number in range(30)])
    clock = WoundClock(NINE)
    walking = Round(databases[:1], where, clock, a_minute=10)
    await walking.walk(minutes=1)
    before = len(office.mails)
    async with database.transaction() as connection:
        await connection.execute(insert(OUTBOX), [a_notice(number, is_urgent=True) for number in range(30, 33)])
    clock.now = NINE + MINUTE - timedelta.resolution
    await walking[0].deliver_due()
    last = len(office.mails)
    clock.now = NINE + MINUTE
    await walking[0].deliver_due()

    urgent = [mail["Importance"] == "high" for mail in office.mails]
    assert (before, last, len(urgent)) == (9, 10, 18)
    assert (urgent.index(True), sum(urgent)) == (9, 3)


async def test_a_mail_server_that_is_away_uses_up_no_permits_and_nothing_is_said_to_have_resumed(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice(number) for number in range(30)])
    clock, stop, terms = WoundClock(NINE), asyncio.Event(), Terms(a_minute=10)

    async def sleep(pause: timedelta) -> None:
        await clock.sleep(pause)
        if len(clock.slept) == 5:
            stop.set()

    away = Mail(Mailer("127.0.0.1", free_port()), LETTERHEAD)
    with capture_logs() as lines:
        await Courier(database, away, clock, "c-1", terms=terms._replace(sleep=sleep)).run(stop)
    await Courier(database, Mail(Mailer(*where), LETTERHEAD), clock, "c-2", terms=terms).deliver_due()

    assert [line["event"] for line in lines] == ["delivery_interrupted"]
    assert len(office.mails) == 9
