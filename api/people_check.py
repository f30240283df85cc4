"""What is wrong with a directory: loops, gaps, roles that nobody holds, and deputies who are not there."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from api.absences import person_slips
from api.errors import DoorError
from domain.directory import Directory
from domain.people import Person
from domain.values import Key


class DirectoryFaulty(DoorError):
    """Something in the directory, or in a file for it, is to be corrected."""

    def __init__(self, slips: int) -> None:
        super().__init__(f"To be corrected: {slips}.")


class Needed(NamedTuple):
    """What the policies ask of a directory: roles that somebody holds, and those told at once of a safety concern."""

    roles: Collection[str]
    safety: Collection[str] = ()


def check_people(directory: Directory, needed: Needed, now: datetime) -> Iterator[tuple[Key | None, str]]:
    """Whom each slip is about, None for a role or a team; and a sentence that says what to correct."""
    people = directory.people
    tops = {one.person for one in people.values() if one.manager is None and _has_reports(directory, one)}
    for one in people.values():
        yield from ((one.person, said) for said in _of_line(directory, one, tops))
        yield from ((one.person, said) for said in person_slips(people, one))
        yield from ((one.person, said) for said in _of_deputies(directory, one, now))
        yield from ((one.person, said) for said in _of_safety(one, needed.safety, now))
    held = {role for one in people.values() if not one.has_left(now) for role in one.roles}
    for role in sorted(set(needed.roles) - held):
        yield None, f"nobody holds the role {role}: give it to somebody, or take it out of the policy."
    for team in sorted({one.team for one in people.values()} - _led(directory, now)):
        yield None, f"team {team} has no manager who is in the directory: say who its people report to."


def _has_reports(directory: Directory, person: Person) -> bool:
    return any(one.manager == person.person for one in directory.people.values())


def _of_line(directory: Directory, one: Person, tops: set[Key]) -> Iterator[str]:
    above = [one.person, *(other.person for other in directory.line(one.person))]
    last = directory.people[above[-1]]
    if last.manager in above:
        yield f"{one.person} is in a reporting loop: correct who is whose manager."
    elif last.manager is not None and last is one:
        yield f"manager {one.manager} of {one.person} is not in the directory: add them, or name somebody else."
    elif last.person not in tops and last.manager is None:
        yield f"{one.person} has no line to the top: say who their manager is."


def _of_deputies(directory: Directory, one: Person, now: datetime) -> Iterator[str]:
    deputy = directory.people.get(one.deputy or "")
    if deputy and deputy.has_left(now):
        yield f"deputy {deputy.person} of {one.person} has left: name somebody else."
    elif deputy and deputy.absence(now):
        yield f"deputy {deputy.person} of {one.person} is away today: name somebody who is there."
    seen, at = [one.person], one.deputy
    while at in directory.people and at not in seen:
        seen.append(at)
        at = directory.people[at].deputy
    if at == one.person and len(seen) > 1:
        yield f"{' and '.join(seen)} stand in for each other in a loop: name somebody outside it for one of them."


def _of_safety(one: Person, safety: Collection[str], now: datetime) -> Iterator[str]:
    told = sorted({*one.roles} & {*safety})
    if told and one.deputy is None and not one.has_left(now):
        yield f"{one.person} is told of safety concerns as {told[0]} and has no deputy: name who is told with them."


def _led(directory: Directory, now: datetime) -> set[str]:
    """Teams with somebody whose manager is there, or of somebody whom others report to."""
    people = directory.people
    led = {one.team for one in people.values() if one.manager in people and not people[one.manager].has_left(now)}
    return led | {one.team for one in people.values() if _has_reports(directory, one) and not one.has_left(now)}
