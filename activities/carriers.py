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
from storage.database import Database


class Ground(NamedTuple):
    """What carriers stand on; `name` is the program's own, among those that work side by side."""

    database: Database
    clock: Callable[[], datetime]
    name: str
    terms: Terms
    poster: Poster
    secret_of: SecretOf


def carriers(
    ground: Ground, mail: Channel, *, source: str, attempts: int
) -> tuple[Courier, ChannelCouriers, WebhookCourier]:
    """Each runs by itself; `source` and `attempts` are of what other systems are told."""
    database, clock, name, terms, poster, secret_of = ground

    def courier_of(channel: Channel) -> Courier:
        return Courier(database, channel, clock, name, terms=terms)

    webhook_terms = WebhookTerms.of(poster, pause=terms.pause, attempts=attempts)
    return (
        courier_of(mail),
        ChannelCouriers(database, lambda way: courier_of(NamedChannel(way, poster, secret_of)), terms),
        WebhookCourier(database, poster, clock, name, secret_of=secret_of, source=source, terms=webhook_terms),
    )
