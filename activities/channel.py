"""A way to a person: what the courier asks of mail, and of any other channel.

**A further channel plugs in here.** Write a `Channel` whose `name` is the one that rows of the outbox bear in their
column `channel` (those without a channel of their own say `mail`), build a `Courier` of it in `worker.py` beside that
of the mail, and see that `storage/telling.py` writes a row for it, under a `notice_id` of its own, for each notice that
goes that way. Claiming, digests, stale notices, retries, dead letters and the cap a minute are the courier's and the
outbox's, and the same for all: a channel only hands in.
"""

from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from activities.message import Message
from storage.parcel import Parcel


class Line(Protocol):
    """One open way in, on which messages are handed in one after another."""

    async def send(self, parcel: Parcel, message: Message, now: datetime) -> None:
        """Return once the other side has taken it.

        `message` is the parcel in words; `parcel` has its letters for whoever sends facts and not words.
        Raises NotDelivered about this one (see activities/undelivered.py), or ChannelAway when none can go now.
        """
        ...


class Channel(Protocol):
    """Hands messages in; `limit` is the longest that one may take, connecting included."""

    @property
    def name(self) -> str:
        """As in the outbox's column `channel`."""
        ...

    @property
    def limit(self) -> timedelta:
        """The courier's lease must be longer."""
        ...

    def line(self) -> AbstractAsyncContextManager[Line]:
        """A line, which need not connect before the first message goes."""
        ...
