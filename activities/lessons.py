"""Looking for lessons: what many audits found is proposed, and whoever may decide is told, reminded, and told on."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.current_calendars import Calendars, current
from activities.lesson_round import Round
from activities.resting import Sleep, rest
from domain.calendar import Calendar
from domain.durations import Duration
from domain.framework import Framework
from domain.values import AuditId
from storage import alarms, frameworks, people
from storage import lessons as looked
from storage.alarms import OpenAlarm
from storage.calendars import KnownCalendars
from storage.database import Database
from storage.lessons import Looked
from storage.outbox import AWAY

_log = structlog.stdlib.get_logger(__name__)

EVERY = timedelta(seconds=10)
LATE = timedelta(minutes=1)
"""How much later than its own note of when it was made a page may come into the log."""
NAME = "lessons"
"""What the looking is called where audits have their ids, when it fails."""


class _Ground(NamedTuple):
    """What else a look goes by: while it is the same and no audit has changed, nothing new comes together."""

    hidden: frozenset[str]
    people: int
    rules: tuple[tuple[str, int], ...]
    snapshots: Mapping[str, Calendar]


class Lessons:
    """Remembers what each audit found, so that a look reads only what has changed since the one before."""

    def __init__(self, database: Database, clock: Callable[[], datetime], calendars: Calendars) -> None:
        self._database, self._clock, self._calendars = database, clock, calendars
        self._frameworks: dict[tuple[str, int], Framework] = {}
        self._known: dict[AuditId, Looked] = {}
        self._looked_at: datetime | None = None
        self._ground: _Ground | None = None
        self._people = people.KnownPeople()
        self._snapshots = KnownCalendars()

    async def look(self) -> None:
        """One look: proposes, adds, tells. While another worker looks, nothing."""
        rules, now = await self._rules(), self._clock()
        if not rules:
            return
        async with self._database.transaction() as connection:
            if not await looked.first(connection):
                return
            back = max(_twice(one.lessons.within) for one in rules if one.lessons)
            before, self._ground = self._ground, None  # a look that fails has the next one go over everything again
            has_news = await self._read(connection, now, back)
            directory = await self._people.at(connection, await people.version(connection))
            snapshots = await self._snapshots.now(connection)
            calendars = current(self._calendars, snapshots)
            ground = await self._stand(connection, rules, snapshots)
            seen = [one for one in self._known.values() if one.audit_id not in ground.hidden]
            news = seen if has_news or ground != before else None
            rounds = [Round(connection, one, directory, now, calendars) for one in rules]
            is_done = all([await one.see_to(news) for one in rounds])
            await alarms.clear(connection, NAME, at=now)
        self._looked_at, self._ground = now, ground if is_done else None

    async def alarm(self, error: Exception) -> None:
        """Tells operators that looking fails; the next look that does not puts it away."""
        detail = f"Nobody can look for lessons ({type(error).__name__}): the worker's log says what fails."
        async with self._database.transaction() as connection:
            await alarms.raise_anew(connection, OpenAlarm(NAME, NAME, 0, "unheard", detail, self._clock()))

    async def _rules(self) -> list[Framework]:
        """Those frameworks, in the newest version that an audit has used, which have lessons."""
        async with self._database.reading() as connection:
            names = await looked.newest(connection)
        for name in names:
            if name not in self._frameworks and (found := await frameworks.get(self._database, *name)):
                self._frameworks[name] = found
        return [one for name in names if (one := self._frameworks.get(name)) and one.lessons]

    async def _stand(
        self, connection: AsyncConnection, rules: list[Framework], snapshots: Mapping[str, Calendar]
    ) -> _Ground:
        hidden, names = await looked.restricted(connection), tuple((one.framework, one.version) for one in rules)
        return _Ground(hidden, self._people.last.version, names, dict(snapshots))

    async def _read(self, connection: AsyncConnection, now: datetime, back: timedelta) -> bool:
        """Has any audit changed, or may one have?"""
        if self._looked_at is None:
            found = await looked.since(connection, now - back)
        else:
            found = await looked.these(connection, await looked.changed(connection, self._looked_at - LATE))
        before = self._known
        self._known = before | {one.audit_id: one for one in found}
        self._known = {key: one for key, one in self._known.items() if one.found_at > now - back}
        return self._known != before


def _twice(within: Duration) -> timedelta:
    """Safely more than twice as long, holidays included: further back no two audits of one lesson lie."""
    return 2 * within.elapsed if within.is_elapsed else timedelta(days=4 * within.amount + 30)


async def look_for_lessons(room: Lessons, sleep: Sleep, stop: asyncio.Event) -> None:
    """Looks until told to stop. Only where audits are worked on; what fails here stops nothing else."""
    while not stop.is_set():
        try:
            await _look(room)
        except AWAY as absence:
            _log.warning("lessons_put_off", why=type(absence).__name__)
        await rest(EVERY, sleep, stop)


async def _look(room: Lessons) -> None:
    try:
        await room.look()
    except AWAY:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, audits go on, and operators hear of it
        _log.exception("lessons_failed")
        await room.alarm(error)
