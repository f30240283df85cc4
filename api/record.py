"""What the doors ask of the record, and what they keep in it before a message is sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.calendar import Calendar
from domain.directory import Directory, Person
from domain.framework import Framework
from domain.values import AuditId, Key, TextRef
from storage import calendars, ends, frameworks, people, reading, texts
from storage.database import Database
from workflows.messages import Carried, Receipt


class Record:
    """The log, the tables and the directory, as senders see them; `database` is open to readers."""

    def __init__(self, database: Database, chance: texts.Chance) -> None:
        self.database, self._chance = database, chance
        self._people = people.KnownPeople()
        self._calendars = calendars.KnownCalendars()

    async def logged(self, audit_ids: Sequence[AuditId]) -> dict[AuditId, int]:
        """The last event of each audit that the log has."""
        return await ends.ends(self.database, audit_ids)

    async def carried(self, audit_id: AuditId) -> Carried | None:
        """An audit as its workflow would carry it; None when the log does not have it."""
        found = await reading.value(self.database, audit_id)
        return Carried(head=found[0], audit=found[1]) if found else None

    async def answer(self, audit_id: AuditId, command_id: Key) -> Receipt | None:
        """The first answer to a command, from the log."""
        found = await reading.answer(self.database, audit_id, command_id)
        return Receipt(command_id=command_id, first=found.first, last=found.last) if found else None

    async def directory(self) -> Directory:
        """Everybody; read again only when somebody has come, gone or changed."""
        async with self.database.reading() as connection:
            return await self._people.at(connection, await people.version(connection))

    async def calendars(self) -> dict[str, Calendar]:
        """The current snapshot of each calendar of which one was taken in."""
        async with self.database.reading() as connection:
            return await self._calendars.now(connection)

    async def add_people(self, newcomers: Iterable[Person], at: datetime) -> bool:
        """Adds people, or brings them up to date; False if everybody was known as they are."""
        known = await self.directory()
        everybody = known.people | {one.person: one for one in newcomers}
        return await people.replace(self.database, list(everybody.values()), at=at)

    async def keep_framework(self, framework: Framework, at: datetime) -> None:
        """Keeps the rules an audit is started under; raises VersionTaken if they changed without a new version."""
        await frameworks.keep(self.database, framework, at=at)

    async def framework(self, name: str, version: int) -> Framework | None:
        """A version of the council's rules as it was kept; None when no audit has used it."""
        return await frameworks.get(self.database, name, version)

    async def versions(self, name: str) -> list[int]:
        """The versions of a framework that audits have used."""
        return await frameworks.versions(self.database, name)

    async def keep_texts(self, audit_id: AuditId, words: Sequence[str], at: datetime) -> dict[str, TextRef]:
        """The reference of each text; the same words of one audit always have the same."""
        if not words:
            return {}
        kept = await texts.keep(self.database, audit_id, words, chance=self._chance, at=at)
        return dict(zip(words, kept, strict=True))
