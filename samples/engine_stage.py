"""The demo on the real engine: it starts and commands as everybody does, and looks at the read tables."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from typing_extensions import override

from api.calendars import counting
from api.errors import Place
from api.forms import AuditForm
from api.giving import Giving
from api.openings import Ground
from api.orders import Order
from api.policies import Policies
from api.record import Record
from api.start_files import Handed, draft
from api.starting import Starting
from domain.audit import Audit
from domain.directory import Directory
from samples.happenings import Happening, latest, told, words_wanted
from samples.stage import Sight, Stage
from storage import outbox, reading, texts


class Ways(NamedTuple):
    """The doors that the demo goes through, the same as everybody's."""

    starting: Starting
    giving: Giving
    policies: Policies
    record: Record
    clock: Callable[[], datetime]


class EngineStage(Stage):
    """The real engine. Audits that have not changed since the last look are not read again."""

    def __init__(self, ways: Ways, file: str) -> None:
        self._ways, self._file, self._database = ways, file, ways.record.database
        self._audits: dict[str, Audit] = {}
        self._latest: tuple[Happening, ...] = ()
        self._one_look = asyncio.Lock()

    @override
    async def directory(self) -> Directory:
        return await self._ways.record.directory()

    @override
    async def look(self, audit_ids: Collection[str]) -> Sight:
        async with self._one_look:
            lines = await reading.audits(self._database, self._ways.clock())
            news = [await self._news(line.audit_id, line.seq) for line in lines if line.audit_id in audit_ids]
            self._latest = latest(self._latest, [one for each in news for one in each])
        return Sight(dict(self._audits), await self._notices(), await self._told())

    @override
    async def start(self, forms: Sequence[AuditForm]) -> None:
        policies = await counting(self._ways.record, self._ways.policies)
        ground = Ground(policies, await self.directory(), self._ways.clock())
        drafts = [draft(Handed(Place(self._file), form), ground, None) for form in forms]
        await self._ways.starting.start(drafts, skip_bad=False, progress=_unheard)

    @override
    async def give(self, audit_id: str, order: Order) -> None:
        await self._ways.giving.give(audit_id, order, self._ways.clock())

    async def _news(self, audit_id: str, seq: int) -> list[Happening]:
        before = self._audits[audit_id].seq if audit_id in self._audits else 0
        if before == seq:
            return []
        if found := await reading.value(self._database, audit_id):
            self._audits[audit_id] = found[1]
        events = await reading.history(self._database, audit_id, after=before)
        return [Happening(audit_id, one.event) for one in events]

    async def _notices(self) -> int:
        async with self._database.transaction() as connection:
            return (await outbox.counts(connection)).get("sent", 0)

    async def _told(self) -> tuple[str, ...]:
        words = await texts.words(self._database, words_wanted(self._latest))
        return told(self._latest, await self.directory(), words)


def _unheard(_: str, __: int, ___: int) -> None:
    """The board says how far the start is."""
