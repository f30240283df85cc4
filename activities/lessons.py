"""Looking for lessons: what many audits found is proposed, and whoever may decide is told, reminded, and told on."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.current_calendars import Calendars, current
from activities.resting import Sleep, rest
from domain.calendar import Calendar, local_day
from domain.directory import Directory
from domain.durations import Duration
from domain.framework import Framework
from domain.framework_lessons import LessonRule
from domain.lesson_chase import Telling, next_telling, starts_of
from domain.lessons import NEVER, found_in, lessons
from domain.proposal import About, Proposal, Unmet
from domain.sending import leaving
from domain.teams import seek_above, service_of
from domain.values import AuditId, Key
from storage import alarms, frameworks, people, proposals
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


class Lessons:
    """Remembers what each audit found, so that a look reads only what has changed since the one before."""

    def __init__(self, database: Database, clock: Callable[[], datetime], calendars: Calendars) -> None:
        self._database, self._clock, self._calendars = database, clock, calendars
        self._frameworks: dict[tuple[str, int], Framework] = {}
        self._known: dict[AuditId, Looked] = {}
        self._looked_at: datetime | None = None
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
            await self._read(connection, now, max(_twice(one.lessons.within) for one in rules if one.lessons))
            directory = await self._people.at(connection, await people.version(connection))
            hidden = await looked.restricted(connection)
            calendars = current(self._calendars, await self._snapshots.now(connection))
            for framework in rules:
                await _Round(connection, framework, directory, now, calendars).see_to(
                    one for one in self._known.values() if one.audit_id not in hidden
                )
        self._looked_at = now

    async def _rules(self) -> list[Framework]:
        """Those frameworks, in the newest version that an audit has used, which have lessons."""
        async with self._database.reading() as connection:
            names = await looked.newest(connection)
        for name in names:
            if name not in self._frameworks and (found := await frameworks.get(self._database, *name)):
                self._frameworks[name] = found
        return [one for name in names if (one := self._frameworks.get(name)) and one.lessons]

    async def _read(self, connection: AsyncConnection, now: datetime, back: timedelta) -> None:
        if self._looked_at is None:
            found = await looked.since(connection, now - back)
        else:
            found = await looked.these(connection, await looked.changed(connection, self._looked_at - LATE))
        self._known |= {one.audit_id: one for one in found}
        self._known = {key: one for key, one in self._known.items() if one.found_at > now - back}


class _Round:
    """One look by the rules of one framework."""

    def __init__(
        self,
        connection: AsyncConnection,
        framework: Framework,
        directory: Directory,
        now: datetime,
        calendars: Calendars,
    ) -> None:
        self._connection, self._framework, self._directory, self._now = connection, framework, directory, now
        self._calendars = calendars

    async def see_to(self, known: Iterable[Looked]) -> None:
        """Proposals that somebody is deciding at this moment are left to them."""
        name, rule = self._framework.framework, self._framework.lessons
        if rule is None:
            return
        busy = await self._busy(name)
        await self._propose(self._found(known, rule), rule, busy)
        for each in await proposals.of_framework(self._connection, name):
            if each.is_undecided and each.proposal_id not in busy:
                await self._tell(each)

    async def _busy(self, name: str) -> frozenset[AuditId]:
        free = await proposals.free(self._connection, name)
        held = await proposals.of_framework(self._connection, name)
        return frozenset(one.proposal_id for one in held if one.is_undecided) - free

    async def _propose(self, found: dict[About, list[Unmet]], rule: LessonRule, busy: frozenset[AuditId]) -> None:
        held = await proposals.of_framework(self._connection, self._framework.framework)
        first = min((one.found_at for all_ in found.values() for one in all_), default=self._now)
        for one in lessons(found, held, rule, self._calendar(first)):
            if one.is_new:
                await proposals.keep(self._connection, one.proposal_id, one.about, self._framework.version, self._now)
            if one.proposal_id not in busy:
                await proposals.add(self._connection, one.proposal_id, one.evidence, self._now)
                _log.info("lesson", proposal_id=one.proposal_id, is_new=one.is_new, audits=len(one.evidence))

    def _found(self, known: Iterable[Looked], rule: LessonRule) -> dict[About, list[Unmet]]:
        places: dict[Key, Key | None] = {}
        found: dict[About, list[Unmet]] = defaultdict(list)
        for one in known:
            if one.framework != self._framework.framework or one.kind in NEVER or not one.is_evidence:
                continue
            if one.team not in places:
                places[one.team] = self._place(one.team, rule)
            unmet = Unmet(audit_id=one.audit_id, team=one.team, found_at=one.found_at)
            for about in self._abouts(one, places[one.team], rule):
                found[about].append(unmet)
        return found

    def _abouts(self, one: Looked, place: Key | None, rule: LessonRule) -> list[About]:
        """What an audit is evidence of; of a team that is no part of a service, nothing."""
        standards = found_in(one.said).unmet if place else ()
        return [About(framework=one.framework, standard=each, of=rule.of, place=place or "") for each in standards]

    def _place(self, team: Key, rule: LessonRule) -> Key | None:
        if rule.of == "team" or rule.service is None:
            return team
        return service_of(self._directory, rule.service, team, self._now)

    async def _tell(self, proposal: Proposal) -> None:
        telling = next_telling(proposal, self._framework, self._calendar(proposal.proposed_at))
        if telling is None or telling.at > self._now:
            return
        starts = starts_of(proposal, self._directory)
        found = seek_above(self._directory, telling.role, starts, self._now)
        if found:
            there, sending = found.person, self._framework.sending
            when = leaving(self._now, sending, self._calendar(self._now), choice=there.digest_at)
            hearer = proposals.Hearer(telling.notice, telling.role, there.person, found.stands_in_for, there.channel)
            await proposals.notify(self._connection, proposal, hearer, when)
            await alarms.clear(self._connection, proposal.proposal_id, at=self._now)
        else:
            await alarms.raise_anew(self._connection, _alarm(proposal, telling, self._now))
        await proposals.told(self._connection, proposal, self._now)

    def _calendar(self, since: datetime) -> Calendar:
        return self._calendars(self._framework, local_day(since))


def _alarm(proposal: Proposal, telling: Telling, now: datetime) -> OpenAlarm:
    seq, about = proposal.step + 1, proposal.about
    detail = (
        f"proposed thematic audit of {about.standard} in {about.of} {about.place}: "
        f"nobody in the reporting line is {telling.role.replace('_', ' ')}."
    )
    return OpenAlarm(f"{proposal.proposal_id}/{seq}/unheard", proposal.proposal_id, seq, "unheard", detail, now)


def _twice(within: Duration) -> timedelta:
    """Safely more than twice as long, holidays included: further back no two audits of one lesson lie."""
    return 2 * within.elapsed if within.is_elapsed else timedelta(days=4 * within.amount + 30)


async def look_for_lessons(room: Lessons, sleep: Sleep, stop: asyncio.Event) -> None:
    """Looks until told to stop. Only where audits are worked on."""
    while not stop.is_set():
        try:
            await room.look()
        except AWAY as absence:
            _log.warning("lessons_put_off", why=type(absence).__name__)
        await rest(EVERY, sleep, stop)
