"""A parcel: letters to one person that leave together."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from domain.values import Key
from storage.letter import Letter


class Parcel(NamedTuple):
    """An urgent letter, a single one, or a digest of several. They are claimed, tried and given up together."""

    parcel_id: str
    """Of a single letter its notice's id; of a digest, derived from the ids of all that were packed into it."""
    letters: tuple[Letter, ...]
    """At least one, in the order in which they were due."""

    @property
    def first(self) -> Letter:
        """The letter that speaks for what all have in common: person, lease, channel."""
        return self.letters[0]

    @property
    def is_urgent(self) -> bool:
        """An urgent letter never waits for others, so it is alone."""
        return self.first.is_urgent

    @property
    def attempts(self) -> int:
        """Attempts that failed before this one."""
        return max(one.attempts for one in self.letters)

    @property
    def notice_ids(self) -> list[str]:
        return [one.notice_id for one in self.letters]

    def without(self, notice_ids: Iterable[str]) -> "Parcel | None":
        """The same parcel with the rest of its letters; None if none is left."""
        gone = set(notice_ids)
        rest = tuple(one for one in self.letters if one.notice_id not in gone)
        return self._replace(letters=rest) if rest else None


def parcels_of(letters: Iterable[Letter]) -> Iterator[Parcel]:
    """Letters as they were claimed, each digest's together; the order is that of each parcel's first letter."""
    place: dict[Key, int] = {}
    for number, one in enumerate(kept := list(letters)):
        place.setdefault(one.parcel, number)
    kept.sort(key=lambda one: place[one.parcel])
    for parcel_id, members in groupby(kept, key=lambda one: one.parcel):
        yield Parcel(parcel_id, tuple(members))
