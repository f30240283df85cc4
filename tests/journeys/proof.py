"""What must be so after every journey: the log, the tables, the value and the mails all say the same."""

import asyncio
from collections import Counter
from functools import partial
from typing import Any, NamedTuple

from activities.courier import Courier
from activities.mail import Letterhead, message_id
from domain.evolve import fold
from storage.database import Database
from storage.rebuilding import rebuild
from storage.verifying import verify
from tests.activities.post_office import SortingOffice
from tests.activities.records import log_of, rows, value_of
from tests.activities.wound_clock import WoundClock
from tests.journeys.council import Council

LETTERHEAD = Letterhead("auditloop@council.example")
PATIENCE = 30  # seconds, on a machine that does much else
READ = ("audits", "standards", "actions", "findings")


class Post(NamedTuple):
    """The way a notice takes: from the outbox, by a courier with a clock of his own, to a mail server."""

    council: Council
    courier: Courier
    clock: WoundClock
    office: SortingOffice
    walk: asyncio.Lock
    """He walks once at a time."""

    def hearers(self) -> Counter[str]:
        """How many mails each person got; the courier hands in several at once, so their order says nothing."""
        return Counter(mail["To"].addresses[0].username for mail in self.office.mails)

    async def deliver(self) -> None:
        """The courier's clock is wound to when the last notice may leave, and he walks until nothing is due."""
        [last] = await rows(self.council.database, "select max(due_at) as at from outbox where state = 'waiting'")
        self.clock.now = max(self.clock.now, last["at"] or self.clock.now)
        async with asyncio.timeout(PATIENCE), self.walk:
            while await self.courier.deliver_due():
                pass

    async def prove(self) -> None:
        """Every notice that is due leaves; then whatever was kept of every audit, and every mail, must agree."""
        await self.deliver()
        for audit_id in self.council.begun:
            await self.council.until(partial(self.council.recalls, audit_id))
        await assert_all_is_well(self.council.database)
        await assert_mails(self.council.database, self.office)


async def assert_all_is_well(database: Database) -> None:
    """The chains hold, each log comes to its audit's value, and the tables are what the logs make of them."""
    assert await verify(database) == []
    for row in await rows(database, "select audit_id from audits"):
        await _assert_value(database, row["audit_id"])
    before = await tables(database)
    assert await rebuild(database) == []
    assert await tables(database) == before


async def assert_mails(database: Database, office: SortingOffice) -> None:
    """Every notice that may leave has left, once, under its own id or its digest's; what is past or stale never has."""
    outbox = await rows(database, "select coalesce(parcel_id, notice_id) as parcel, state from outbox")
    sent = {message_id(row["parcel"], LETTERHEAD.domain) for row in outbox if row["state"] == "sent"}

    assert {row["state"] for row in outbox} <= {"sent", "past", "stale"}
    assert office.ids == Counter(sent)


async def tables(database: Database) -> dict[str, list[dict[str, Any]]]:
    """The tables that people read, whole."""
    return {table: await rows(database, f"select * from {table} order by 1, 2") for table in READ}  # noqa: S608


async def _assert_value(database: Database, audit_id: str) -> None:
    log = await log_of(database, audit_id)
    told = {(event.seq, one.person) for event in log if event.told for one in event.told.people}
    past = {(event.seq, one.person) for event in log if event.told and event.is_past for one in event.told.people}
    # A mention comes of a note, which is no part of the log.
    ours = "select * from outbox where audit_id = :audit_id and notice <> 'mentioned'"
    outbox = await rows(database, ours, audit_id=audit_id)

    assert fold(None, log) == await value_of(database, audit_id)
    assert {(row["seq"], row["person"]) for row in outbox} == told
    assert {(row["seq"], row["person"]) for row in outbox if row["state"] == "past"} == past
