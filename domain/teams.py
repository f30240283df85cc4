"""Teams and services as the directory has them: who is in a team, whose a role is above it, who leads its service."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.directory import Directory, Found, Person, holder, seek
from domain.values import Key


def members(directory: Directory, team: Key) -> list[Key]:
    """The people of a team, in the order of their ids."""
    return sorted(one.person for one in directory.people.values() if one.team == team)


def first_holder(directory: Directory, role: str, starts: Iterable[Key], at: datetime) -> Person | None:
    """Whose a role is, away or not, up the line of the first of these people who have such a line."""
    return next(_holders(directory, role, starts, at), None)


def seek_above(directory: Directory, role: str, starts: Iterable[Key], at: datetime) -> Found | None:
    """Who is there for a role up the line of the first of these people for whom somebody is."""
    return next((found for start in starts if (found := seek(directory, role, start, at))), None)


def service_of(directory: Directory, leader: str, team: Key, at: datetime) -> Key | None:
    """The service that a team belongs to, by the person who leads it: whose this role is up the team's line."""
    found = first_holder(directory, leader, members(directory, team), at)
    return found.person if found else None


def _holders(directory: Directory, role: str, starts: Iterable[Key], at: datetime) -> Iterator[Person]:
    return (person for start in starts if (person := holder(directory, role, start, at)))
