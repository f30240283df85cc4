"""What somebody is to a record: found in the directory and in the record itself."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from api.access import Relation
from domain.directory import Directory
from domain.values import Key


class About(NamedTuple):
    """Of a record, what says who is close to it."""

    team: Key
    auditor: Key
    owners: frozenset[Key]
    named: frozenset[Key] | None = None
    """The only people who may know of it; None: it is not restricted."""

    def is_hidden_from(self, person: Key) -> bool:
        """Is it restricted to others?"""
        return self.named is not None and person not in self.named


class Circle(NamedTuple):
    """Everybody and every team around a person: their own team, and those below them in the reporting line.

    A team is below somebody when one who leads it is: one of its people to whom another of them reports. Whom another
    team lent to somebody does not bring their team along.
    """

    person: Key
    team: Key | None
    below: frozenset[Key]
    teams_below: frozenset[Key]

    def relations(self, about: About) -> frozenset[Relation]:
        """What the person is to this record."""
        return frozenset(self._relations(about)) or frozenset({Relation.OTHER})

    def to_person(self, other: Key, team: Key | None) -> frozenset[Relation]:
        """What the person is to another, or to themselves."""
        found = {
            Relation.OWN: other == self.person,
            Relation.TEAM: team is not None and team == self.team,
            Relation.BELOW: other in self.below,
        }
        return frozenset(one for one, holds in found.items() if holds) or frozenset({Relation.OTHER})

    def _relations(self, about: About) -> Iterator[Relation]:
        if self.person in about.owners:
            yield Relation.OWN
        if self.person == about.auditor:
            yield Relation.AUDITED
        if about.team == self.team:
            yield Relation.TEAM
        if about.team in self.teams_below or self.below & {about.auditor, *about.owners}:
            yield Relation.BELOW


def circle(directory: Directory, person: Key) -> Circle:
    """The circle of somebody in the directory; who is not in it has nobody around."""
    known = directory.people.get(person)
    below = frozenset(_below(directory, person)) if known else frozenset()
    return Circle(person, known.team if known else None, below, frozenset(_teams_below(directory, below)))


def _teams_below(directory: Directory, below: frozenset[Key]) -> Iterable[Key]:
    people = directory.people
    bosses = {one.person: people.get(one.manager or "") for one in people.values()}
    leaders = {boss.person for one, boss in bosses.items() if boss and boss.team == people[one].team}
    led = {people[leader].team for leader in leaders}
    return (people[one].team for one in below if one in leaders or people[one].team not in led)


def _below(directory: Directory, person: Key) -> Iterable[Key]:
    return (other for other in directory.people if any(one.person == person for one in directory.line(other)))
