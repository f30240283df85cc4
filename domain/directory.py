"""The people of a council, and who is found for a role at a moment: up the reporting line."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import ConfigDict, Field

from domain.commands import Standing
from domain.values import Key, Value


class Person(Value):
    """Somebody who works here."""

    model_config = ConfigDict(extra="forbid")
    person: Key
    name: str = Field(min_length=1, max_length=200)
    mail: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    roles: tuple[str, ...] = Field(min_length=1)
    team: Key
    manager: Key | None = None


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


def find(directory: Directory, role: str, owner: Key, at: datetime) -> Person | None:  # noqa: ARG001 - for absences
    """Who holds this role for this owner at that moment: the owner, or the first up the owner's line, or None.

    `owner` and `auditor` are the person themselves. The moment is for absences, which the directory does not know yet.
    """
    itself = directory.people.get(owner)
    if role in ("owner", "auditor") or (itself and role in itself.roles):
        return itself
    return next((person for person in directory.line(owner) if role in person.roles), None)


def standing(directory: Directory, by: Key, owner: Key | None) -> Standing:
    """What the directory says of the person who gives a command, towards the owner of the action it is about."""
    person = directory.people.get(by)
    above = owner is not None and any(one.person == by for one in directory.line(owner))
    return Standing(roles=person.roles if person else (), above_owner=above)
