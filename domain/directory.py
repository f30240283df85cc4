"""Who is found for a role at a moment: up the reporting line, and whoever stands in for those who are not there."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from pydantic import Field

from domain.command import Place, Standing
from domain.outside import Outside
from domain.people import Absence, Person
from domain.values import Key, Value

__all__ = [
    "Absence",
    "Directory",
    "Found",
    "Person",
    "deputy_of",
    "find",
    "holder",
    "seek",
    "seek_outside",
    "stand_in",
    "standing",
]

HOPS = 3
"""Deputies of deputies that are asked for one person who is away."""

MANAGER = "manager"
"""As what whoever is next up somebody's line is told."""


class Directory(Value):
    """Everybody, by id."""

    people: dict[Key, Person] = Field(default_factory=dict)

    def line(self, person: Key) -> Iterator[Person]:
        """The reporting line above a person, nearest first. A line that comes back to somebody ends there."""
        seen = {person}
        at = self.people.get(person)
        while at and at.manager and at.manager not in seen:
            seen.add(at.manager)
            at = self.people.get(at.manager)
            if at:
                yield at


class Found(NamedTuple):
    """Who is there, and for whom they stand in: whoever should have been told, and is away or has left."""

    person: Person
    stands_in_for: Key | None = None


def seek(directory: Directory, role: str, owner: Key, at: datetime) -> Found | None:
    """Who is there at that moment for this role of this owner: the owner, or the first up the owner's line.

    `owner` and `auditor` are the person themselves, `manager` whoever is next up their line.
    For somebody absent their deputy is asked, for somebody who has
    left their manager; where nobody is found so, the next holder of the role up the line, and last of all None.
    """
    first: Person | None = None
    for one in _asked(directory, role, owner):
        first = first or one
        there = _there(directory, one, at)
        # Nobody hears of their own lateness as somebody else's deputy.
        if there and (there.person != owner or one.person == owner):
            return Found(there, None if there is first else first.person)
    return None


def seek_outside(directory: Directory, role: str, above: Key, outside: Outside, at: datetime) -> Found | None:
    """Who is there for a role that only somebody outside may be asked as.

    The first holder up the line from `above`, that person included; else any holder, as the lot has it. For somebody
    away their deputy is asked.
    """
    held = [one for one in directory.people.values() if role in one.roles]
    others = sorted(held, key=lambda one: outside.place(one.person))
    for one in (*_asked(directory, role, above), *others):
        there = None if one.has_left(at) else _there(directory, one, at)
        if there and not ({one.team, there.team} & {outside.team} or {one.person, there.person} & {*outside.never}):
            return Found(there, None if there is one else one.person)
    return None


def find(directory: Directory, role: str, owner: Key, at: datetime) -> Person | None:
    """The person of `seek` alone."""
    found = seek(directory, role, owner, at)
    return found.person if found else None


def holder(directory: Directory, role: str, owner: Key, at: datetime) -> Person | None:
    """Whose the role is, away or not, up the owner's line: what is theirs stays theirs while a deputy stands in."""
    return next((one for one in _asked(directory, role, owner) if not one.has_left(at)), None)


def deputy_of(directory: Directory, person: Key, at: datetime) -> Person | None:
    """Who always stands in for somebody, or for that deputy while they are away."""
    known = directory.people.get(person)
    deputy = directory.people.get(known.deputy) if known and known.deputy else None
    there = _there(directory, deputy, at) if deputy else None
    return there if there and there.person != person else None


def stand_in(directory: Directory, person: Key, at: datetime) -> Person | None:
    """Who is there for somebody who is away at that moment; None while they are there, or when nobody is."""
    known = directory.people.get(person)
    there = _there(directory, known, at) if known else None
    return there if there and there.person != person else None


def standing(directory: Directory, by: Key, owner: Key | None, at: datetime) -> Standing:
    """What the directory says of the person who gives a command, towards the owner of the action it is about.

    A deputy takes the places of those who are away, though never towards what is their own; who has left stands as
    nobody.
    """
    person = directory.people.get(by)
    if person is None or person.has_left(at):
        return Standing()
    above = {one.person for one in directory.line(owner)} if owner else set()
    places = [] if by == owner else stood_in_for(directory, by, at)
    return Standing(
        roles=person.roles,
        team=person.team,
        above_owner=by in above,
        places=tuple(
            Place(person=one.person, roles=one.roles, team=one.team, above_owner=one.person in above) for one in places
        ),
    )


def stood_in_for(directory: Directory, by: Key, at: datetime) -> list[Person]:
    """Everybody absent for whom this person stands in at that moment."""
    absent = [one for one in directory.people.values() if one.absences and one.absence(at) and not one.has_left(at)]
    there = ((one, _there(directory, one, at)) for one in absent)
    return [one for one, other in there if other and other.person == by]


def _asked(directory: Directory, role: str, owner: Key) -> Iterator[Person]:
    if role == MANAGER:
        yield from directory.line(owner)
        return
    itself = directory.people.get(owner)
    is_person = role in ("owner", "auditor")
    for one in (*filter(None, [itself]), *directory.line(owner)):
        if is_person or role in one.roles:
            yield one


def _there(directory: Directory, person: Person, at: datetime) -> Person | None:
    """The person, or who is there instead: for somebody who has left the manager, for somebody absent the deputy."""
    asked: Person | None = person
    seen: set[Key] = set()
    hops = 0
    while asked and asked.person not in seen:
        seen.add(asked.person)
        if asked.has_left(at):
            other = asked.manager
        elif absence := asked.absence(at):
            hops += 1
            other = asked.stand_in(absence) if hops <= HOPS else None
        else:
            return asked
        asked = directory.people.get(other) if other else None
    return None
