"""All that carries something out of the house: mail, the channels that operators set up, and webhooks."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from activities.channel import Channel
from activities.channels.couriers import ChannelCouriers
from activities.channels.keys import SecretOf
from activities.channels.named import NamedChannel
from activities.channels.posting import Poster
from activities.channels.webhooks import WebhookCourier, WebhookTerms
from activities.courier import Courier, Terms
from activities.undelivered import LeaseTooShort
from storage.database import Database


class Ground(NamedTuple):
    """What carriers stand on; `name` is the program's own, among those that work side by side."""

    database: Database
    clock: Callable[[], datetime]
    name: str
    terms: Terms
    poster: Poster
    secret_of: SecretOf
    pages: str | None = None
    """Where the audits' pages are."""
    mail_a_minute: int | None = None
    channel_a_minute: int | None = None
    """The most that the mail server, and each other channel, is handed within any minute; None: any number."""


def carriers(
    ground: Ground, mail: Channel, *, source: str, attempts: int
) -> tuple[Courier, ChannelCouriers, WebhookCourier]:
    """Each runs by itself; `source` and `attempts` are of what other systems are told.

    Raises LeaseTooShort when the lease ends before the limit of any channel, wanted yet or not.
    """
    database, clock, name, terms, poster = ground.database, ground.clock, ground.name, ground.terms, ground.poster
    secret_of = ground.secret_of
    if terms.lease <= poster.limit:
        raise LeaseTooShort(terms.lease, poster.limit, "lower WEBHOOK_LIMIT")

    def courier_of(channel: Channel, a_minute: int | None = ground.channel_a_minute) -> Courier:
        paced = terms._replace(a_minute=a_minute)
        return Courier(database, channel, clock, name, pages=ground.pages, terms=paced)

    webhook_terms = WebhookTerms.of(poster, pause=terms.pause, attempts=attempts)
    return (
        courier_of(mail, ground.mail_a_minute),
        ChannelCouriers(database, lambda way: courier_of(NamedChannel(way, poster, secret_of, ground.pages)), terms),
        WebhookCourier(database, poster, clock, name, secret_of=secret_of, source=source, terms=webhook_terms),
    )
