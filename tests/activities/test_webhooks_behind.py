"""A webhook with much to catch up with keeps no other waiting, and rests only once it has caught up."""

import asyncio
from datetime import timedelta

from storage.database import Database
from tests.activities.receiver import Receiver
from tests.activities.records import rows
from tests.activities.webhook_scenes import a_courier, start, subscribe
from tests.activities.wound_clock import WoundClock

HOW = {"page": 1}
AUDITS = [f"x-{number}" for number in range(3)]


async def test_each_webhook_is_told_of_a_page_of_the_log_in_each_round(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    for name in ("a", "b"):
        await subscribe(database, ticking, receiver.url, kinds=("audit_started",), name=name)
    await start(database, *AUDITS)
    courier = a_courier(database, ticking, terms=HOW)

    counts = []
    for _ in AUDITS:
        await courier.deliver_due()
        counts.append(len(receiver.got))

    assert counts == [2, 4, 6]


async def test_it_does_not_rest_before_it_has_caught_up(
    database: Database, receiver: Receiver, ticking: WoundClock
) -> None:
    stop = asyncio.Event()

    async def stopping(_pause: timedelta) -> None:
        stop.set()

    # Of a kind that does not happen here: nothing is in hand that would keep the webhook to itself for a moment.
    await subscribe(database, ticking, receiver.url, kinds=("audit_withdrawn",))
    await start(database, *AUDITS)

    await a_courier(database, ticking, terms=HOW | {"sleep": stopping}).run(stop)

    [at] = await rows(database, "select position, (select max(position) from changes) as last from webhooks")
    assert at["position"] == at["last"]
