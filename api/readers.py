"""Who may be shown an audit, asked of anybody in the directory rather than of whoever is at the door."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from api.access import Capability, Role, allows, roles_of
from api.relations import About, Circle, circle
from domain.directory import Directory, stood_in_for
from domain.people import Person
from domain.values import Key
from storage.blind import Reader


class Likeness(NamedTuple):
    """Whom somebody counts as: themselves, or somebody who is away and for whom they stand in."""

    roles: frozenset[Role]
    circle: Circle


class Readers(NamedTuple):
    """Everybody at a moment, and what their roles mean at the doors."""

    directory: Directory
    meanings: Mapping[str, Role]
    now: datetime

    def may_see(self, person: Key, about: About) -> bool:
        """May this person, or whoever they stand in for, be shown the audit? Nobody who has left may."""
        known = self.directory.people.get(person)
        if known is None or known.has_left(self.now) or about.is_hidden_from(person):
            return False
        likenesses = [Likeness(roles_of(one.roles, self.meanings), self._circle(one)) for one in self._places(known)]
        return any(allows(Capability.READ_AUDITS, one.roles, one.circle.relations(about)) for one in likenesses)

    def reader(self, person: Key) -> Reader:
        """As whom they would be shown it."""
        known = self.directory.people[person]
        return Reader(person, frozenset(role for one in self._places(known) for role in one.roles), known.team)

    def _places(self, person: Person) -> list[Person]:
        return [person, *stood_in_for(self.directory, person.person, self.now)]

    def _circle(self, person: Person) -> Circle:
        return circle(self.directory, person.person)
