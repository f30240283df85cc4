"""One look for lessons by the rules of one framework: what is proposed, what is added, and who is told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from activities.current_calendars import Calendars
from domain.calendar import Calendar, local_day
from domain.directory import Directory
from domain.framework import Framework
from domain.framework_lessons import LessonRule
from domain.lesson_chase import Telling, next_telling, starts_of
from domain.lessons import NEVER, found_in, lessons
from domain.proposal import About, Proposal, Unmet
from domain.sending import leaving
from domain.teams import seek_above, service_of
from domain.values import AuditId, Key
from storage import alarms, proposals
from storage.alarms import OpenAlarm
from storage.lessons import Looked

_log = structlog.stdlib.get_logger(__name__)


class Round:
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

    async def see_to(self, known: Iterable[Looked] | None) -> bool:
        """Proposes and adds what the audits come to, unless there is nothing new (None); tells whom it is time to tell.

        Proposals that somebody is deciding at this moment are left to them: False if there were any.
        """
        name, rule = self._framework.framework, self._framework.lessons
        free = await proposals.free(self._connection, name)
        held = await proposals.of_framework(self._connection, name)
        busy = frozenset(one.proposal_id for one in held if one.is_undecided) - free
        if rule and known is not None:
            await self._propose(self._found(known, rule), held, busy)
            held = await proposals.of_framework(self._connection, name)
        for each in held:
            if each.is_undecided and each.proposal_id not in busy:
                await self._tell(each)
        return not busy

    async def _propose(self, found: dict[About, list[Unmet]], held: list[Proposal], busy: frozenset[AuditId]) -> None:
        rule = self._framework.lessons
        first = min((one.found_at for all_ in found.values() for one in all_), default=self._now)
        for one in lessons(found, held, rule, self._calendar(first)) if rule else ():
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
