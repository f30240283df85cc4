"""Webhooks as operators keep them: added, taken away, tried, each with its reason and noted."""

import re
from datetime import datetime
from difflib import get_close_matches
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, Field

from api.errors import BadInput, Refused
from api.forms import Form
from api.operating import Why, noted
from api.record import Record
from domain.events import KINDS
from domain.reach import Reach, fit, is_private
from domain.values import Key
from storage import alarms, deliveries_kept, webhooks
from storage.webhooks import NameTaken, Subscribed, Webhook

NAME = r"^[a-z0-9-]{1,40}$"
LONG = 24  # hex digits: as good as never twice
SETTING = r"WEBHOOK_SECRET_[A-Z0-9_]{1,40}"


def _kind(given: str) -> str:
    if given not in KINDS:
        raise ValueError(f"there is no such event: write one such as {get_close_matches(given, KINDS, 1, 0)[0]}")
    return given


def _secret(given: str) -> str:
    if not re.fullmatch(SETTING, given):
        raise ValueError("it names the setting that holds the secret: write WEBHOOK_SECRET_ and a name in capitals")
    return given


Kind = Annotated[str, Field(max_length=60), AfterValidator(_kind)]
SecretName = Annotated[str, Field(max_length=60), AfterValidator(_secret)]


class WebhookForm(Form):
    """What another system is told: the log's events of these kinds about audits of these teams; none named: all."""

    name: str = Field(pattern=NAME)
    url: Annotated[str, Field(max_length=1000), AfterValidator(fit)]
    secret: SecretName = Field(description="The name of the setting that holds the secret.")
    kinds: tuple[Kind, ...] = Field((), max_length=100)
    teams: tuple[Key, ...] = Field((), max_length=100)
    per_minute: int = Field(60, ge=1, le=6000, description="Tries, at most.")

    @property
    def webhook(self) -> Webhook:
        kinds, teams = tuple(sorted({*self.kinds})), tuple(sorted({*self.teams}))
        return Webhook(self.name, self.url, self.secret, kinds, teams, self.per_minute)


def no_webhook(name: str) -> Refused:
    return Refused("NoSuchWebhook", f"There is no webhook {name}: see `starter.py webhooks list`.")


async def add(record: Record, form: WebhookForm, reach: Reach, why: Why, now: datetime) -> bool:
    """It is told from now on; False if it was already. Raises Refused for another of its name, or a private address."""
    if is_private(form.url, reach):
        raise BadInput("url", "it is on this machine or a private network: CHANNELS_MAY_REACH must name that first.")
    async with record.database.transaction() as connection:
        try:
            is_new = await webhooks.add(connection, form.webhook, why.by, now)
        except NameTaken:
            raise Refused("NameTaken", f"There is another webhook {form.name}: remove it first.") from None
        if is_new:
            await alarms.clear(connection, about(form.name), at=now)
            await noted(connection, "webhook added", about(form.name), why, (now, {}))
    return is_new


async def remove(record: Record, name: str, why: Why, now: datetime) -> None:
    """It is told no more, and what has not left never will. Raises Refused."""
    async with record.database.transaction() as connection:
        if not await webhooks.remove(connection, name):
            raise no_webhook(name)
        await alarms.clear(connection, about(name), at=now)
        await noted(connection, "webhook removed", about(name), why, (now, {}))


async def listed(record: Record) -> list[Subscribed]:
    """Every webhook, by name."""
    async with record.database.transaction() as connection:
        return await webhooks.subscribed(connection)


async def test(record: Record, name: str, key: str, now: datetime) -> str:
    """Has a test message leave at once, by whichever courier works; its id, as the list tells it. Raises Refused."""
    async with record.database.transaction() as connection:
        plain = sha256(key.encode()).hexdigest()[:LONG]  # a key may name who chose it
        delivery_id = await deliveries_kept.test_id(connection, name, plain, now)
    if delivery_id is None:
        raise no_webhook(name)
    return delivery_id


def about(name: str) -> str:
    """Under which name alarms and operations are about it."""
    return f"webhook/{name}"
