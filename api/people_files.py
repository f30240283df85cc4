"""People from a file, one on each line, in JSON or CSV."""

from collections.abc import Collection, Mapping
from pathlib import Path
from unicodedata import category

from api.absences import person_slips
from api.errors import BadInput, Place, of_all
from api.form_slips import read_form
from api.lines import Line
from api.rows import lines_of
from domain.directory import Person

_UNPRINTED = {"Cc", "Zl", "Zp"}
Loaded = dict[Place, Person]


def read_people(path: Path) -> Loaded:
    """Everybody in the file, by place; raises BadInput or BadInputs."""
    loaded: Loaded = {}
    first: dict[str, Place] = {}
    bad: list[BadInput] = []
    for line in lines_of(path, several=("roles",)):
        try:
            person = _person(line, first)
        except BadInput as error:
            bad.append(error)
        else:
            place = line.place if isinstance(line, Line) else Place(str(path))
            loaded[place], first[person.person] = person, place
    _raise(bad)
    return loaded


def check_managers(loaded: Loaded, everybody: Mapping[str, Person]) -> None:
    """Raises BadInput or BadInputs unless each manager is somebody and nobody is above themselves."""
    _raise([bad for place, person in loaded.items() if (bad := _manager_slip(place, person, everybody))])
    absent = [BadInput(place, slip) for place, person in loaded.items() for slip in person_slips(everybody, person)]
    _raise(absent)


def with_what_is_known(loaded: Loaded, known: Mapping[str, Person]) -> Loaded:
    """The same people; of whom the file does not say when they are away or want their digest, what is known stays."""
    return {place: _completed(one, known[one.person]) if one.person in known else one for place, one in loaded.items()}


def _completed(one: Person, known: Person) -> Person:
    unsaid = {"absences", "digest_at", "channel"} - one.model_fields_set
    return one.model_copy(update={name: getattr(known, name) for name in unsaid}) if unsaid else one


def _raise(bad: list[BadInput]) -> None:
    if bad:
        raise of_all(bad)


def _person(line: Line | BadInput, first: dict[str, Place]) -> Person:
    if isinstance(line, BadInput):
        raise line
    person = read_form(Person, line)
    if person.person in first:
        raise BadInput(line.place, f"{person.person} is already at {first[person.person]}: keep one of them.")
    if any(category(letter) in _UNPRINTED for letter in person.name):
        raise BadInput(line.place, "name: it holds a new line or a control character: remove it.")
    return person


def unknown_roles(loaded: Loaded, known: Collection[str]) -> list[str]:
    """The roles of these people that no policy has."""
    return sorted({role for person in loaded.values() for role in person.roles} - set(known))


def _manager_slip(place: Place, person: Person, everybody: Mapping[str, Person]) -> BadInput | None:
    seen, above = [person.person], person.manager
    while above is not None:
        if above not in everybody:
            return BadInput(place, f"manager {above} is neither in the file nor in the directory: add them first.")
        if above in seen:
            return BadInput(place, f"{above} would be above themselves: correct who is whose manager.")
        seen.append(above)
        above = everybody[above].manager
    return None
