"""What is wrong with saying that somebody is away: a sentence, before anything is kept."""

from collections.abc import Iterator, Mapping

from domain.errors import Refusal
from domain.people import Absence, Person
from domain.values import Key

Everybody = Mapping[Key, Person]


class AbsenceImpossible(Refusal):
    """Nobody can be away like that."""

    def __init__(self, slip: str) -> None:
        super().__init__(slip[0].upper() + slip[1:])


def check_absence(everybody: Everybody, person: Key, absence: Absence) -> None:
    """Raises AbsenceImpossible when this absence cannot be, among these people."""
    if slip := absence_slip(everybody, person, absence):
        raise AbsenceImpossible(slip)


def absence_slip(everybody: Everybody, person: Key, absence: Absence) -> str | None:
    """Why this absence cannot be, among these people; None when it can."""
    if person not in everybody:
        return f"{person} is not in the directory: load them with `starter.py people load`, or name somebody else."
    if absence.last_day and absence.last_day < absence.first_day:
        return f"the absence of {person} ends on {absence.last_day}, before it begins: swap its two days."
    deputy = everybody[person].stand_in(absence)
    return deputy_slip(everybody, person, deputy) or _away_too(everybody, person, deputy, absence)


def deputy_slip(everybody: Everybody, person: Key, deputy: Key | None) -> str | None:
    """Why this deputy cannot be; None when there is none, or it can."""
    if deputy == person:
        return f"{person} would be their own deputy: name somebody else."
    if deputy is not None and deputy not in everybody:
        return f"deputy {deputy} of {person} is not in the directory: add them first, or name somebody else."
    return None


def person_slips(everybody: Everybody, person: Person) -> Iterator[str]:
    """Everything wrong with when somebody is away and who stands in."""
    slips = [deputy_slip(everybody, person.person, person.deputy)]
    slips += [absence_slip(everybody, person.person, one) for one in person.absences]
    yield from dict.fromkeys(slip for slip in slips if slip)


def _away_too(everybody: Everybody, person: Key, deputy: Key | None, absence: Absence) -> str | None:
    other = everybody.get(deputy or "")
    if other and any(one.meets(absence) for one in other.absences):
        return f"deputy {deputy} of {person} is away on some of the same days: name somebody who is there."
    return None
