"""A channel that an operator set up: a Teams workflow, or any address that Apprise knows, named in a setting."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from importlib import import_module
from typing import Any

from activities.channels.cards import posted
from activities.channels.keys import SecretOf
from activities.channels.posting import Poster
from activities.channels.refusals import NotTaken
from activities.channels.shared import shared
from activities.letters.as_text import text_of
from activities.message import Message
from activities.undelivered import NotNow, Undeliverable
from domain.channels import setting_of
from storage.parcel import Parcel

WEB = ("http://", "https://")
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
"""What a workflow that was deleted answers."""


class ChannelNotSet(NotNow):
    def __init__(self, setting: str) -> None:
        super().__init__(f"{setting} is not set where couriers run: set it, or {setting}_FILE, then resend.")


class ChannelUnknown(Undeliverable):
    def __init__(self, setting: str) -> None:
        super().__init__(f"{setting} holds no address that can be sent to: correct it, then resend.")


class ChannelGone(Undeliverable):
    def __init__(self, setting: str, why: NotTaken) -> None:
        super().__init__(f"The address in {setting} is gone. {why} Put another there, then resend.")
        self.code = why.code


class ChannelRefused(NotNow):
    def __init__(self, setting: str, why: str, code: int | None = None) -> None:
        super().__init__(f"The address in {setting} did not take it. {why}")
        self.code = code


class NamedChannel:
    """The channel of this name; its address is looked up each time, and never said."""

    def __init__(self, name: str, poster: Poster, secret_of: SecretOf, pages: str | None = None) -> None:
        self.name = name
        self._poster, self._secret_of, self._pages = poster, secret_of, pages

    @property
    def limit(self) -> timedelta:
        """The longest that one message may take."""
        return self._poster.limit

    @asynccontextmanager
    async def line(self) -> AsyncIterator["NamedChannel"]:
        """Itself: it connects for each message anew."""
        yield self

    async def send(self, parcel: Parcel, _message: Message, _now: datetime) -> None:
        """Return once it was taken; raises NotDelivered."""
        setting = setting_of(self.name)
        address = self._secret_of(setting)
        if address is None:
            raise ChannelNotSet(setting)
        message = shared(parcel, self._pages)
        if address.startswith(WEB):
            await self._post(setting, address, posted(message))
        else:
            await self._notify(setting, address, message)

    async def _post(self, setting: str, address: str, body: bytes) -> None:
        try:
            await self._poster.post(address, {"content-type": "application/json"}, body)
        except NotTaken as fault:
            if fault.code in GONE:
                raise ChannelGone(setting, fault) from None
            raise ChannelRefused(setting, str(fault), fault.code) from None

    async def _notify(self, setting: str, address: str, message: Message) -> None:
        # The library takes a second to load, and as long to look through what it knows.
        way = await asyncio.to_thread(_way, address)
        if way is None:
            raise ChannelUnknown(setting)
        kind = "warning" if message.is_urgent else "info"
        try:
            async with asyncio.timeout(self.limit.total_seconds()):
                is_taken = await way.async_notify(title=message.title, body=text_of(message), notify_type=kind)
        except TimeoutError:
            raise ChannelRefused(setting, f"It did not answer within {self.limit.total_seconds():g} s.") from None
        if not is_taken:
            raise ChannelRefused(setting, "Apprise says no more.")


def _way(address: str) -> Any:
    """To this address, or None if Apprise knows none such. What it logs may hold the address, so it logs nothing."""
    logging.getLogger("apprise").disabled = True
    way = import_module("apprise").Apprise()
    return way if way.add(address) else None
