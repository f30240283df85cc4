"""Larkmoor with a rule for lessons, and what looks for them."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from activities.lessons import Lessons
from activities.recording import Recorder
from domain.calendar import Calendar
from domain.directory import Directory
from domain.framework import Framework
from domain.framework_lessons import LessonRule
from storage import frameworks, proposals
from storage.database import Database
from storage.people import replace
from tests.activities.records import Recording, rows
from tests.activities.wound_clock import WoundClock
from tests.builders import (
    CALENDAR,
    MONDAY,
    PLANS,
    a_directory,
    a_finding,
    a_framework,
    a_start,
)

LADDER = {
    "steps": [{"after": "1wd", "role": "assistant_director"}, {"after": "3wd", "role": "director"}],
    "every": "5wd",
}
RULE: dict[str, Any] = {"unmet": 3, "within": "90cd", "decider": "head_of_service", "ladder": LADDER}
WEEK = timedelta(days=7)


def calendars(_framework: Framework, _since: date) -> Calendar:
    return CALENDAR


class Room(NamedTuple):
    """Larkmoor with a rule for lessons, and what looks for them by a clock that can be wound."""

    database: Database
    recorder: Recorder
    lessons: Lessons
    clock: WoundClock

    async def audit(self, number: int, standard: str = PLANS, **fields: Any) -> Recording:
        """An audit of the north team that found this standard unmet."""
        recording = Recording(self.recorder)
        finding = a_finding(standard, finding_id="f-1")
        await recording.start(a_start(finding, audit_id=f"x-{number}", command_id=f"start-{number}", **fields))
        return recording

    async def found(self) -> list[tuple[str, str, list[str]]]:
        """What is proposed after a look: the standard, where, and the audits."""
        await self.lessons.look()
        async with self.database.transaction() as connection:
            every = await proposals.every(connection)
        return [(one.about.standard, one.about.place, [each.audit_id for each in one.evidence]) for one in every]

    async def told(self) -> list[tuple[str, str]]:
        """Which notices are in the outbox for whom, the first first."""
        found = await rows(self.database, "select notice, person from outbox where seq < 1000 order by seq, notice_id")
        return [(one["notice"], one["person"]) for one in found if "theme" in one["notice"]]


async def a_room(database: Database, directory: Directory | None = None, **rule: Any) -> Room:
    people = directory or a_directory()
    await replace(database, list(people.people.values()), at=MONDAY)
    lessons = LessonRule.model_validate(RULE | rule)
    await frameworks.keep(database, a_framework().model_copy(update={"lessons": lessons}), at=MONDAY)
    clock = WoundClock(MONDAY)
    return Room(database, Recorder(database, clock), Lessons(database, clock, calendars), clock)
