"""Who holds the roles that templates name as owners: found up the reporting line of the worker, or of the team."""

from datetime import datetime

from domain.directory import Directory
from domain.rules import Rules
from domain.teams import first_holder, members
from domain.values import Key


def owners_of(rules: Rules, directory: Directory, worker: Key | None, team: Key, now: datetime) -> dict[Key, Key]:
    """The person for each role that an owner is wanted in; a role that nobody holds is left out."""
    roles = sorted({standard.owner for standard in rules.standards.values()})
    starts = [worker] if worker else members(directory, team)
    found = {role: first_holder(directory, role, starts, now) for role in roles}
    return {role: person.person for role, person in found.items() if person}


def holder_for(directory: Directory, role: str, team: Key, now: datetime) -> Key | None:
    """Whose a role is up the reporting line of a team; None if nobody's."""
    found = first_holder(directory, role, members(directory, team), now)
    return found.person if found else None
