"""Whom a tracker means: by an id, a mail address or a name of the directory, or as the mapping says."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from api.sheets.row import tidy
from domain.directory import Directory
from domain.values import Key

SHOWN = 40  # characters of a cell that a sentence repeats


class Names:
    """The directory, as people write it in cells."""

    def __init__(self, directory: Directory, aliases: Mapping[str, str], now: datetime) -> None:
        """`aliases` are the mapping's own names for people, by which it wins."""
        self._directory, self._now = directory, now
        self._aliases = {_folded(name): person for name, person in aliases.items()}
        self.teams = frozenset(one.team for one in directory.people.values())
        self._found: dict[str, list[Key]] = defaultdict(list)
        for one in directory.people.values():
            for said in {_folded(one.person), _folded(one.mail), _folded(one.name)}:
                self._found[said].append(one.person)

    def find(self, said: str, *, is_needed_now: bool = False) -> Key:
        """The person's id; raises ValueError that says what to do.

        With `is_needed_now` somebody who has left is nobody.
        """
        person = self._person(said)
        known = self._directory.people.get(person)
        if known is None:
            raise ValueError(
                f"the mapping says that {said[:SHOWN]!r} is {person}, who is not in the directory: correct it"
            )
        if is_needed_now and known.has_left(self._now):
            raise ValueError(f"{said[:SHOWN]!r} has left, as the directory has it: name whose it is now")
        return person

    def _person(self, said: str) -> Key:
        folded = _folded(said)
        if folded in self._aliases:
            return self._aliases[folded]
        found = self._found.get(folded, [])
        if len(found) > 1:
            raise ValueError(
                f"{len(found)} people are {said[:SHOWN]!r}: write an id or a mail address, or say who in people"
            )
        if not found:
            raise ValueError(
                f"{said[:SHOWN]!r} is nobody in the directory: write an id or a mail address, or say who in people"
            )
        return found[0]


def _folded(text: str) -> str:
    return tidy(text).casefold()
