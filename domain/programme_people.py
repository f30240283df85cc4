"""Who of the directory audits in a month, and who cannot because they are not there."""

from collections.abc import Iterator

from domain.directory import Absence, Directory, Person
from domain.months import Month, first_day, last_day
from domain.programme import Auditor
from domain.programme_rules import ProgrammeRules


def auditors_of(directory: Directory, rules: ProgrammeRules, month: Month) -> Iterator[Auditor]:
    """Every holder of a role that audits."""
    for person in directory.people.values():
        if set(person.roles) & set(rules.auditors):
            yield Auditor(person=person.person, team=person.team, unavailable=absent(person, month))


def absent(person: Person, month: Month) -> str:
    """Why somebody is not there for the whole of a month; empty if they are."""
    first, last = first_day(month), last_day(month)
    if person.leaves_on and person.leaves_on <= last:
        return f"leaves on {person.leaves_on.isoformat()}" if person.leaves_on >= first else "has left"
    meeting = [one for one in person.absences if one.meets(Absence(first_day=first, last_day=last))]
    if not meeting:
        return ""
    ends = [one.last_day for one in meeting if one.last_day]
    return f"away until {max(ends).isoformat()}" if len(ends) == len(meeting) else "away until further notice"
