"""The people whom the sign-in of this machine knows, from a file of people."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from pydantic import BaseModel

from runtime.errors import PeopleUnreadable


class Known(BaseModel):
    """What a sign-in needs of somebody; the rest of their line is the directory's."""

    person: str
    name: str


class Nobody(LookupError):
    """No one person is meant; says why in a sentence."""


class People:
    """Found by id or by full name."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.all: Sequence[Known] = sorted(known, key=lambda one: one.name)

    @classmethod
    def read(cls, file: Path) -> Self:
        """From JSON Lines. Raises PeopleUnreadable."""
        try:
            return cls(Known.model_validate_json(line) for line in file.read_text().splitlines() if line.strip())
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a person on each line"
            raise PeopleUnreadable(file, reason or "unknown reason") from None

    def named(self, name: str) -> Known:
        """The one person of this id, else of this full name. Raises Nobody."""
        found = [one for one in self.all if one.person == name] or [one for one in self.all if one.name == name]
        if not found:
            raise Nobody("Nobody has this id or this full name: see the file of people that `make run` was given.")
        if len(found) > 1:
            raise Nobody(f"{len(found)} people have this name: say which by their id.")
        return found[0]
