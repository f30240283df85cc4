"""An audit of a tracker as the engine begins it: lived through from its own day, and nobody is told of the past."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any, NamedTuple

from api.drafts import Draft
from api.errors import Place
from api.openings import Ground, Keep, start_of
from api.tracker import names
from api.tracker.entries import Entry
from api.tracker.groups import Tracked
from domain import commands as c
from domain.calendar import at_hour
from domain.directory import standing
from domain.values import Key

BEGAN, DONE, SEEN = time(9), time(12), time(13)
"""London's hours, on the days that a tracker says, at which audits are returned, actions done, and verified."""
NOTE = "As the tracker said when it was taken in."
REFERENCE = "{name}, row {row}, as it was taken in"
"""What shows that an action was done: the tracker says so, and its digest says which tracker."""


class Tracker(NamedTuple):
    """The file that audits come from, and its digest."""

    name: str
    sheet: str
    digest: str

    def place(self, row: int) -> Place:
        """A row of it."""
        return Place(self.name, row, "row")


class Openings:
    """The drafts of a tracker's audits."""

    def __init__(self, tracker: Tracker, ground: Ground, framework: str) -> None:
        self._tracker, self._ground, self._framework = tracker, ground, framework

    def draft(self, audit: Tracked, only: Entry | None = None) -> Draft:
        """Ready to be rehearsed; with `only`, what had become of that row's action alone is told."""
        place = self._tracker.place(only.row if only else audit.first_row)
        return Draft(place, audit.audit_id, self._framework, partial(self.opening, audit, only=only))

    def opening(self, audit: Tracked, keep: Keep, only: Entry | None = None) -> c.Opening:
        """Its start, and what had become of its actions since.

        The tracker says what must be done: no action is added for a grade, and no second grade is asked for.
        """
        since = min(at_hour(audit.entries[0].facts.day, BEGAN), self._ground.now)
        start = start_of(audit.form(self._framework), self._ground._replace(now=since), keep)
        rules = start.rules.model_copy(update={"moderation": None})
        start = start.model_copy(update={"unmet_by_grade": (), "rules": rules})
        told = [(entry, f"a-{number}") for number, entry in enumerate(audit.entries, 1) if only in (None, entry)]
        sent = [one for entry, action_id in told for one in self._sent(entry, action_id, keep)]
        return c.Opening(start=start, since=since, past=tuple(sent), begins_anew=True)

    def _sent(self, entry: Entry, action_id: Key, keep: Keep) -> Iterator[c.Sent]:
        course, owner = entry.course, entry.finding.owner or ""
        if course.status == names.STARTED:
            yield c.Sent(command=c.Begin(**self._head(entry, "start", owner), action_id=action_id))
        if course.done_on:
            claim = c.ClaimDone(
                **self._head(entry, "claim", owner),
                action_id=action_id,
                evidence=(self._evidence(entry, keep),),
                note=keep(course.note or NOTE),
            )
            yield c.Sent(command=claim, at=self._at(course.done_on, DONE))
        if course.verified_by and course.verified_on:
            verify = c.Verify(**self._head(entry, "verify", course.verified_by), action_id=action_id)
            yield c.Sent(command=verify, at=self._at(course.verified_on, SEEN))

    def _head(self, entry: Entry, what: str, by: Key) -> dict[str, Any]:
        stands = standing(self._ground.directory, by, entry.finding.owner, self._ground.now)
        return {"command_id": f"{entry.audit_id}/row-{entry.row}/{what}", "by": by, "standing": stands}

    def _evidence(self, entry: Entry, keep: Keep) -> c.Evidence:
        reference = keep(REFERENCE.format(name=self._tracker.name, row=entry.row))
        return c.Evidence(reference=reference, digest=f"sha256:{self._tracker.digest}")

    def _at(self, day: date, hour: time) -> datetime:
        return min(at_hour(day, hour), self._ground.now)
