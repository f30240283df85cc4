"""Webhooks and their courier for tests: a clock to wind, audits to tell of, and what became of each delivery."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from activities.channels.posting import Poster
from activities.channels.webhooks import WebhookCourier, WebhookTerms
from activities.patience import Patience
from domain.reach import Reach
from storage import following, webhooks
from storage.database import Database
from storage.webhooks import Webhook
from tests.activities.records import Recording, a_recorder, rows
from tests.activities.wound_clock import WoundClock
from tests.builders import a_start

SECRET = "whsec_" + "c2VjcmV0IG9mIGEgdGVzdCB0aGF0IGlzIGxvbmc="
HERE = Reach(["127.0.0.0/8"])
MINUTE = timedelta(minutes=1)


def a_courier(database: Database, clock: Callable[[], datetime], **given: Any) -> WebhookCourier:
    limit = timedelta(seconds=given.pop("limit", 5))
    secrets = given.pop("secrets", {"WEBHOOK_SECRET_X": SECRET})
    patience = Patience(first=timedelta(seconds=10), attempts=given.pop("attempts", 3))
    terms = WebhookTerms(patience=patience, pause=given.pop("pause", timedelta(seconds=1)))
    terms = terms._replace(**given.pop("terms", {}))
    poster = given.pop("poster", None) or Poster(given.pop("reach", HERE), limit=limit)
    return WebhookCourier(database, poster, clock, "ann", secret_of=secrets.get, source="/auditloop", terms=terms)


async def subscribe(database: Database, clock: WoundClock, url: str, **given: Any) -> None:
    webhook = Webhook(given.pop("name", "board"), url, "WEBHOOK_SECRET_X", **given)
    async with database.transaction() as connection:
        await webhooks.add(connection, webhook, "ops", clock())


async def deliver(courier: WebhookCourier, clock: WoundClock, *, times: int = 1) -> None:
    for _ in range(times):
        await courier.deliver_due()
        clock.wind(MINUTE)


async def start(database: Database, *audit_ids: str) -> None:
    recorder = await a_recorder(database)
    for audit_id in audit_ids:
        await Recording(recorder).start(a_start(audit_id=audit_id))
    await until_all_may_read(database)


async def until_all_may_read(database: Database) -> None:
    """Other tests' transactions on the same server hold back what those who follow the log may read."""
    [last] = await rows(database, "select max(position) as position from changes")
    while True:
        async with database.transaction() as connection:
            if await following.end(connection) == last["position"]:
                return
        await asyncio.sleep(0.01)


async def states(database: Database) -> set[tuple[str, str]]:
    found = await rows(database, "select audit_id, state from deliveries")
    return {(one["audit_id"], one["state"]) for one in found}


async def failures(database: Database) -> set[str]:
    return {one["failure"] for one in await rows(database, "select failure from deliveries")}
