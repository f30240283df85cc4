"""A notice that somebody should get, and the same once the person was found."""

from typing import NamedTuple

from domain.outside import Outside
from domain.people import Person
from domain.values import Key


class Wanted(NamedTuple):
    """A notice somebody should get: a person by id, or whoever holds a role up somebody's line."""

    notice: str
    """What it says; the courier has words for each."""
    role: str
    person: Key
    """Who is told, or with `is_line` from whom the reporting line is walked up."""
    is_line: bool = False
    is_urgent: bool = False
    has_deputy: bool = False
    """Is whoever always stands in for the person found told too, though that person is there?"""
    is_above: bool = False
    """Somebody else than the person the line begins with, although they may hold the role themselves."""
    outside: Outside | None = None
    """Where nobody above holds the role: among whom it is looked for."""
    unless: tuple[Key, ...] = ()
    """Who has been told already, and is not told twice."""


class Addressed(NamedTuple):
    """A notice and the person found for it."""

    notice: str
    role: str
    person: Person
    is_urgent: bool
    stands_in_for: Key | None = None
