"""Taking a tracker in: all of it is read and rehearsed first; then its audits begin, each as a whole, each once."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from api.calendars import counting
from api.drafts import rehearse
from api.errors import BadInput
from api.openings import Ground
from api.policies import Policies
from api.record import Record
from api.same import says_the_same
from api.starting import Starting
from api.tracker.entries import Slip
from api.tracker.groups import Tracked
from api.tracker.openings import Openings
from api.tracker.reading import Asked, TrackerRead, read_tracker
from domain.framework import Framework
from domain.values import AuditId

Progress = Callable[[str, int, int | None], None]
_ACTION = re.compile(r"\baction a-(\d+)", re.IGNORECASE)
"""How a refusal names the action of a row: they are numbered in the order of the rows."""


class Taken(NamedTuple):
    """What came of a tracker, or would come of it: of its audits, and of every row that cannot be taken in."""

    read: TrackerRead
    begun: tuple[Tracked, ...]
    already: tuple[AuditId, ...]
    otherwise: tuple[AuditId, ...]
    """Of those that were there already: audits of which the tracker now says something else."""
    slips: tuple[Slip, ...]
    held_back: tuple[AuditId, ...]
    """Audits that could begin but for some of their rows."""


class Importing:
    """One way of taking trackers in."""

    def __init__(self, record: Record, policies: Policies, clock: Callable[[], datetime], progress: Progress) -> None:
        self._record, self._policies, self._clock, self._progress = record, policies, clock, progress

    async def rehearse(self, asked: Asked) -> Taken:
        """What taking it in would come to: nothing is kept or begun. Raises BadInput for a file that is no tracker."""
        now = self._clock()
        ground = Ground(await counting(self._record, self._policies), await self._record.directory(), now)
        read = read_tracker(asked, self._policies, ground.directory, now, lambda n: self._progress("Reading", n, None))
        audits = read.grouped.audits
        logged = await self._record.logged([one.audit_id for one in audits])
        openings = Openings(read.tracker, ground, read.framework.framework)
        new = [one for one in audits if one.audit_id not in logged]
        refused = self._refused(new, openings, now)
        bad = {one.audit_id for one in refused}
        return Taken(
            read=read,
            begun=tuple(one for one in new if one.audit_id not in bad),
            already=tuple(one.audit_id for one in audits if one.audit_id in logged),
            otherwise=await self._otherwise([one for one in audits if one.audit_id in logged], read.framework),
            slips=(*read.grouped.slips, *refused),
            held_back=(*read.grouped.held_back, *(one.audit_id for one in new if one.audit_id in bad)),
        )

    async def begin(self, taken: Taken, starting: Starting) -> None:
        """Begins the audits that a rehearsal found good, and lets those that were there go on; raises DoorErrors."""
        ground = Ground(await counting(self._record, self._policies), await self._record.directory(), self._clock())
        openings = Openings(taken.read.tracker, ground, taken.read.framework.framework)
        await starting.start([openings.draft(one) for one in taken.begun], skip_bad=False, progress=self._progress)

    def _refused(self, audits: Sequence[Tracked], openings: Openings, now: datetime) -> list[Slip]:
        slips: list[Slip] = []
        for number, audit in enumerate(audits):
            self._progress("Rehearsing", number, len(audits))
            if slip := refused(audit, openings, now):
                slips.append(slip)
        return slips

    async def _otherwise(self, there: Sequence[Tracked], framework: Framework) -> tuple[AuditId, ...]:
        others: list[AuditId] = []
        for number, audit in enumerate(there):
            self._progress("Comparing", number, len(there))
            if not await says_the_same(self._record.database, audit.form(framework.framework)):
                others.append(audit.audit_id)
        return tuple(others)


def refused(audit: Tracked, openings: Openings, now: datetime) -> Slip | None:
    """What the rules say against an audit, at the row that it is about; None: nothing."""
    try:
        rehearse(openings.draft(audit), now)
    except BadInput as error:
        return _at_its_row(audit, openings, now, error)
    return None


def _at_its_row(audit: Tracked, openings: Openings, now: datetime, error: BadInput) -> Slip:
    """The row whose action is named, or else the first one of whose action alone the same is said."""
    if found := _ACTION.search(error.sentence):
        return Slip(audit.entries[int(found[1]) - 1].row, "", error.sentence, audit.audit_id)
    for entry in audit.entries:
        try:
            rehearse(openings.draft(audit, entry), now)
        except BadInput as alone:
            return Slip(entry.row, "", alone.sentence, audit.audit_id)
    return Slip(audit.first_row, "", error.sentence, audit.audit_id)
