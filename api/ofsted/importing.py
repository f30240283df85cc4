"""Importing inspections: their placeholders join the directory, and each inspection becomes a draft."""

from collections.abc import Sequence
from datetime import date, datetime

from api.calendars import counting
from api.drafts import Draft
from api.errors import Place
from api.ofsted.audits import audit_form
from api.ofsted.files import Inspections
from api.ofsted.inspections import FRAMEWORK, Inspection, later_ones
from api.ofsted.judging import Judging
from api.ofsted.placeholders import INSPECTOR, placeholders
from api.openings import Ground, Keep, start_of
from api.policies import Policies
from api.record import Record
from domain.commands import Opening
from domain.dates_in_words import day_in_words
from domain.directory import standing


class NotYetPublished(ValueError):
    """An inspection's report lies ahead, so nothing can have happened since."""

    def __init__(self, published: date) -> None:
        super().__init__(f"published: {day_in_words(published)} is still to come: correct the date.")


async def inspections_ground(
    record: Record, policies: Policies, inspections: Sequence[Inspection], now: datetime
) -> Ground:
    """The ground imports stand on, once the directory knows the placeholders."""
    await record.add_people(placeholders(inspections), now)
    return Ground(await counting(record, policies), await record.directory(), now)


class Import:
    """The drafts of a file; with `is_past` their dates run from publication, without from now."""

    def __init__(self, read: Inspections, ground: Ground, *, is_past: bool) -> None:
        self._read, self._ground, self._is_past = read, ground, is_past
        self._framework = ground.policies.framework(FRAMEWORK)
        self._judging = Judging(self._framework, standing(ground.directory, INSPECTOR, None, ground.now))

    def drafts(self) -> list[Draft]:
        """One for each inspection, in the order of the file."""
        return [self._draft(place, inspection) for place, inspection in self._read.placed.items()]

    def _draft(self, place: Place, inspection: Inspection) -> Draft:
        return Draft(place, inspection.inspection_id, FRAMEWORK, lambda keep: self.opening(inspection, keep))

    def opening(self, inspection: Inspection, keep: Keep) -> Opening:
        """The inspection's audit, with everything later inspections have judged of it."""
        since = inspection.published_at if self._is_past else None
        if since and since > self._ground.now:
            raise NotYetPublished(inspection.published)
        ground = self._ground._replace(now=since or self._ground.now)
        start = start_of(audit_form(inspection, self._framework), ground, keep)
        later = later_ones(inspection, self._read.inspections)
        return Opening(start=start, since=since, past=self._judging.of(start, later, is_past=self._is_past))
