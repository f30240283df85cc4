"""The desk of webhooks beside the engine: it asks the record itself."""

from typing_extensions import override

from api import webhooks
from api.command_line.desk import Because
from api.command_line.doors import Doors
from api.command_line.webhooks_desk import WebhookDesk
from api.operating import Why
from api.webhooks import WebhookForm
from domain.reach import Reach
from storage.webhooks import Subscribed

OPERATOR = "operator"
"""Who operates, if nobody says: whoever may use the terminal is believed."""


class Beside(WebhookDesk):
    """On the machine of the record."""

    def __init__(self, doors: Doors) -> None:
        self._record, self._surroundings = doors.record, doors.surroundings
        self._reach = Reach(doors.settings.channels_may_reach)

    @override
    async def listed(self) -> list[Subscribed]:
        return await webhooks.listed(self._record)

    @override
    async def add(self, form: WebhookForm, because: Because) -> bool:
        return await webhooks.add(self._record, form, self._reach, _why(because), self._surroundings.clock())

    @override
    async def remove(self, name: str, because: Because) -> None:
        await webhooks.remove(self._record, name, _why(because), self._surroundings.clock())

    @override
    async def test(self, name: str) -> str:
        return await webhooks.test(self._record, name, self._surroundings.ids(), self._surroundings.clock())


def _why(because: Because) -> Why:
    return Why(because.by or OPERATOR, because.reason)
