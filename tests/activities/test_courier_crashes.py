"""Whatever dies in between, every letter leaves, and a repeat bears the same id."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Literal

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from activities.courier import Courier, Terms
from activities.mail import Letterhead, Mail
from activities.mailer import Mailer
from activities.undelivered import DatabaseAway, MailServerAway
from runtime.ports import free_port
from storage.database import Database
from tests.activities.outbox_rows import NINE, a_notice, fill, rows
from tests.activities.post_office import PostOffice, SortingOffice
from tests.activities.wound_clock import WoundClock

LETTERHEAD, TERMS = Letterhead("auditloop@council.example"), Terms()
OpenDatabase = Callable[[type[Database]], Database]
LEASE, SECOND = TERMS.lease, timedelta(seconds=1)


class ForgetfulDatabase(Database):
    """Is gone after its first `after` transactions (a claim, a last look), until `is_back`."""

    after, is_back, begun = 2, False, 0

    @override
    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        self.begun += 1
        if self.begun > self.after and not self.is_back:
            raise OperationalError("COMMIT", {}, ConnectionError("gone"))
        async with super().transaction() as connection:
            yield connection


@pytest.fixture
async def open_database(migrated_database_url: str) -> AsyncIterator[OpenDatabase]:
    opened: list[Database] = []

    def open_it(kind: type[Database]) -> Database:
        opened.append(kind(migrated_database_url))
        return opened[-1]

    yield open_it
    for database in opened:
        await database.dispose()


async def test_couriers_side_by_side_deliver_each_letter_once(
    database: Database, open_database: OpenDatabase, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice(number) for number in range(200)])
    clock = WoundClock(NINE)
    terms = TERMS._replace(batch=10)
    databases = [open_database(Database) for _ in range(3)]
    couriers = [
        Courier(one, Mail(Mailer(*where), LETTERHEAD), clock, f"c-{n}", terms=terms) for n, one in enumerate(databases)
    ]
    claimed = await asyncio.gather(*(_until_nothing_is_due(courier) for courier in couriers))

    assert sum(claimed) == 200
    assert sum(number > 0 for number in claimed) > 1
    assert (len(office.ids), max(office.ids.values())) == (200, 1)
    assert {row["state"] for row in await rows(database)} == {"sent"}


async def test_a_repeat_after_a_crash_keeps_its_message_id(
    database: Database, open_database: OpenDatabase, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice()])
    clock = WoundClock(NINE)
    crashed = Courier(open_database(ForgetfulDatabase), Mail(Mailer(*where), LETTERHEAD), clock, "ann", terms=TERMS)
    with pytest.raises(DatabaseAway):
        await crashed.deliver_due()
    clock.wind(LEASE)
    await Courier(database, Mail(Mailer(*where), LETTERHEAD), clock, "bob", terms=TERMS).deliver_due()

    assert list(office.ids.values()) == [2]
    assert [row["state"] for row in await rows(database)] == ["sent"]


async def test_a_courier_that_outlives_the_database_does_not_repeat_what_the_mail_server_took(
    database: Database, open_database: OpenDatabase, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice(number) for number in range(20)])
    forgetful = open_database(ForgetfulDatabase)
    assert isinstance(forgetful, ForgetfulDatabase)
    forgetful.after = 6

    courier = Courier(forgetful, Mail(Mailer(*where), LETTERHEAD), WoundClock(NINE), "ann", terms=TERMS)
    with pytest.raises(DatabaseAway):
        await courier.deliver_due()
    forgetful.is_back = True
    await courier.deliver_due()

    assert (len(office.ids), max(office.ids.values())) == (20, 1)
    assert {row["state"] for row in await rows(database)} == {"sent"}


async def test_a_letter_of_a_courier_that_died_is_delivered_when_its_lease_has_run_out(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    held = a_notice(state="leased", leased_by="dead", leased_until=NINE + LEASE)
    await fill(database, [held])
    clock = WoundClock(NINE)
    courier = Courier(database, Mail(Mailer(*where), LETTERHEAD), clock, "bob", terms=TERMS)
    early = await courier.deliver_due()
    clock.wind(LEASE)
    later = await courier.deliver_due()

    assert (early, later, len(office.mails)) == (0, 1, 1)


@pytest.mark.parametrize("after_data", ["drop", "hang"])
async def test_a_server_that_falls_silent_after_a_letter_gets_it_again_with_the_same_id(
    database: Database, office: SortingOffice, where: PostOffice, after_data: Literal["drop", "hang"]
) -> None:
    await fill(database, [a_notice()])
    clock = WoundClock(NINE)
    courier = Courier(database, Mail(Mailer(*where, limit=0.6 * SECOND), LETTERHEAD), clock, "ann", terms=TERMS)
    office.after_data = after_data
    await courier.deliver_due()
    [silent] = await rows(database)
    office.after_data = "answer"
    clock.wind(10 * SECOND)
    await courier.deliver_due()

    assert (silent["state"], silent["attempts"], silent["due_at"]) == ("waiting", 1, NINE + 10 * SECOND)
    assert list(office.ids.values()) == [2]


async def test_while_no_mail_server_answers_letters_wait_untried(database: Database) -> None:
    await fill(database, [a_notice(number) for number in range(20)])
    courier = Courier(
        database, Mail(Mailer("127.0.0.1", free_port()), LETTERHEAD), WoundClock(NINE), "ann", terms=TERMS
    )

    with pytest.raises(MailServerAway):
        await courier.deliver_due()

    assert {(row["state"], row["attempts"]) for row in await rows(database)} == {("waiting", 0)}


async def test_a_server_that_refuses_us_as_senders_kills_no_letter(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice()])

    office.to_sender = "530 Authentication required"
    with pytest.raises(MailServerAway):
        await Courier(database, Mail(Mailer(*where), LETTERHEAD), WoundClock(NINE), "ann", terms=TERMS).deliver_due()

    assert [(row["state"], row["attempts"]) for row in await rows(database)] == [("waiting", 0)]


async def test_a_letter_whose_lease_is_nearly_over_is_left_for_another_round(
    database: Database, office: SortingOffice, where: PostOffice
) -> None:
    await fill(database, [a_notice(number) for number in range(3)])

    hasty = _Hasty(NINE, by=0.75 * LEASE)
    courier = Courier(
        database, Mail(Mailer(*where, limit=LEASE / 3), LETTERHEAD), hasty, "ann", terms=TERMS._replace(lines=1)
    )
    await courier.deliver_due()

    states = sorted(row["state"] for row in await rows(database))
    assert states == ["sent", "waiting", "waiting"]
    assert len(office.mails) == 1


class _Hasty(WoundClock):
    """Jumps once the first letter has gone: claimed, looked at and dated before, marked sent after."""

    def __init__(self, now: datetime, by: timedelta) -> None:
        super().__init__(now)
        self._looks, self._by = 0, by

    @override
    def __call__(self) -> datetime:
        self._looks += 1
        return self.now + (self._by if self._looks > 3 else timedelta(0))


async def _until_nothing_is_due(courier: Courier) -> int:
    total = 0
    while claimed := await courier.deliver_due():
        total += claimed
    return total
