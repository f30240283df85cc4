"""Who holds the roles that templates name as owners: found up the reporting line of the worker, or of the team."""

from collections.abc import Iterator
from datetime import datetime

from domain.directory import Directory, Person, holder
from domain.rules import Rules
from domain.values import Key


def owners_of(rules: Rules, directory: Directory, worker: Key | None, team: Key, now: datetime) -> dict[Key, Key]:
    """The person for each role that an owner is wanted in; a role that nobody holds is left out."""
    roles = sorted({standard.owner for standard in rules.standards.values()})
    starts = [worker] if worker else _members(directory, team)
    found = {role: _first(directory, role, starts, now) for role in roles}
    return {role: person.person for role, person in found.items() if person}


def holder_for(directory: Directory, role: str, team: Key, now: datetime) -> Key | None:
    """Whose a role is up the reporting line of a team; None if nobody's."""
    found = _first(directory, role, _members(directory, team), now)
    return found.person if found else None


def _members(directory: Directory, team: Key) -> list[Key]:
    """The people of a team, in the order of their ids."""
    people = sorted((one for one in directory.people.values() if one.team == team), key=lambda one: one.person)
    return [one.person for one in people]


def _first(directory: Directory, role: str, starts: list[Key], now: datetime) -> Person | None:
    return next(_holders(directory, role, starts, now), None)


def _holders(directory: Directory, role: str, starts: list[Key], now: datetime) -> Iterator[Person]:
    for start in starts:
        if person := holder(directory, role, start, now):
            yield person
