"""What the days of a row must be like to each other, and who may not verify."""

from collections.abc import Iterator
from datetime import date

from api.forms import FindingForm
from api.tracker.entries import Course, Facts
from domain.dates_in_words import day_in_words

Found = tuple[str, str]
"""Which column, and what to put right."""
EARLIEST = date(2013, 1, 1)
"""The first day whose working days are known here."""


def check_due(facts: Facts, finding: FindingForm, today: date) -> Iterator[Found]:
    """What is wrong with the day of the audit, and with the day that its action is due."""
    if facts.day > today:
        yield "audit.date", f"{day_in_words(facts.day)} is still to come: correct it"
    elif facts.day < EARLIEST:
        yield (
            "audit.date",
            f"{day_in_words(facts.day)} is before {EARLIEST.year}, of which no calendar is here: leave it out",
        )
    elif finding.due and finding.due < facts.day:
        yield (
            "action.due",
            f"{day_in_words(finding.due)} is before the audit of {day_in_words(facts.day)}: correct either",
        )


def check_course(facts: Facts, finding: FindingForm, course: Course, today: date) -> Iterator[Found]:
    """What is wrong with the days on which it was done and verified, and with who verified it."""
    yield from _check_day("action.done_on", course.done_on, facts.day, today)
    yield from _check_day("action.verified_on", course.verified_on, course.done_on or facts.day, today)
    if course.verified_by and course.verified_by == finding.owner:
        yield "action.verified_by", "its owner has verified it: name somebody else, or call it claimed"


def _check_day(what: str, day: date | None, first: date, today: date) -> Iterator[Found]:
    if day and day > today:
        yield what, f"{day_in_words(day)} is still to come: correct it"
    elif day and day < first:
        yield what, f"{day_in_words(day)} is before {day_in_words(first)}, when it cannot have been: correct either"
