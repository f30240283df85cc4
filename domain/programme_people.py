"""Who of the directory audits in a month, and who cannot because they are not there."""

from collections.abc import Iterator
from typing import Any

from domain.directory import Directory
from domain.months import Month, first_day, last_day
from domain.programme import Auditor
from domain.programme_rules import ProgrammeRules


def auditors_of(directory: Directory, rules: ProgrammeRules, month: Month) -> Iterator[Auditor]:
    """Every holder of a role that audits."""
    for person in directory.people.values():
        if set(person.roles) & set(rules.auditors):
            yield Auditor(person=person.person, team=person.team, unavailable=absent(person, month))


def absent(person: Any, month: Month) -> str:
    """Why somebody is not there for the whole of a month; empty if they are."""
    first, last = first_day(month), last_day(month)
    leaves = getattr(person, "leaves_on", None)
    if leaves and leaves <= last:
        return f"leaves on {leaves.isoformat()}"
    for absence in getattr(person, "absences", ()):
        ends = absence.last_day
        if absence.first_day <= last and (ends is None or ends >= first):
            return f"away until {ends.isoformat()}" if ends else "away until further notice"
    return ""
