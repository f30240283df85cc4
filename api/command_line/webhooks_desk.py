"""The desk of webhooks: what its commands ask, beside the engine or from afar, with the same answers."""

from typing import Protocol

from api.command_line.desk import Because
from api.webhooks import WebhookForm
from storage.webhooks import Subscribed


class WebhookDesk(Protocol):
    """Each answer is awaited; each raises DoorErrors."""

    async def listed(self) -> list[Subscribed]:
        """By name."""
        ...

    async def add(self, form: WebhookForm, because: Because) -> bool:
        """False if it is told already."""
        ...

    async def remove(self, name: str, because: Because) -> None: ...

    async def test(self, name: str) -> str:
        """The id of a test message that leaves as soon as a courier works."""
        ...
