"""The directory as the doors know it: read again when it has changed, and looked at once in a while at most."""

from collections.abc import Callable
from datetime import datetime, timedelta

from api.relations import Circle, circle
from domain.directory import Directory
from domain.values import Key
from storage.database import Database
from storage.people import KnownPeople, version

FRESH = timedelta(seconds=2)
"""Who leaves the directory is shut out after this at the latest."""


class Council:
    """Everybody, and the circle of each who came by."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._known = KnownPeople()
        self._circles: dict[Key, Circle] = {}
        self._looked_at: datetime | None = None

    async def directory(self) -> Directory:
        """Everybody, as of at most `FRESH` ago."""
        now = self._clock()
        if self._looked_at is None or now - self._looked_at >= FRESH:
            async with self._database.transaction() as connection:
                before = self._known.last.version
                await self._known.at(connection, await version(connection))
            if self._known.last.version != before:
                self._circles.clear()
            self._looked_at = now
        return self._known.last.directory

    def look_again(self) -> None:
        """Somebody has just changed it here: whoever reads it next is to see that."""
        self._looked_at = None

    async def circle(self, person: Key) -> Circle:
        """Whom this person is close to."""
        directory = await self.directory()
        if person not in self._circles:
            self._circles[person] = circle(directory, person)
        return self._circles[person]
