"""The desk of webhooks from afar: it asks the API, as whoever is signed in."""

from urllib.parse import quote

from typing_extensions import override

from api.command_line.caller import Caller
from api.command_line.calling import Line, Sent
from api.command_line.desk import Because
from api.command_line.surroundings import Surroundings
from api.command_line.webhooks_desk import WebhookDesk
from api.http.webhook_shapes import Added, Removed, Tried, Webhooks
from api.webhooks import WebhookForm
from storage.webhooks import Subscribed


class Afar(WebhookDesk):
    """At the other end of a line."""

    def __init__(self, line: Line, surroundings: Surroundings) -> None:
        self._line, self._ids = line, surroundings.ids
        self._caller = Caller(line)

    @override
    async def listed(self) -> list[Subscribed]:
        found = await self._line.get("/webhooks", Webhooks)
        return [Subscribed(**one.model_dump()) for one in found.items]

    @override
    async def add(self, form: WebhookForm, because: Because) -> bool:
        await self._caller.check(because.by)
        said = {**form.model_dump(mode="json"), "reason": because.reason}
        return (await self._line.post("/webhooks", Sent(said, self._ids()), Added)).added

    @override
    async def remove(self, name: str, because: Because) -> None:
        await self._caller.check(because.by)
        said = {"reason": because.reason}
        await self._line.post(f"/webhooks/{quote(name, safe='')}/remove", Sent(said, self._ids()), Removed)

    @override
    async def test(self, name: str) -> str:
        path = f"/webhooks/{quote(name, safe='')}/test"
        return (await self._line.post(path, Sent({}, self._ids()), Tried)).test_id
