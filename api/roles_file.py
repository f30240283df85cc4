"""The file that says what each of the council's roles is to the doors."""

from collections.abc import Mapping
from typing import Any

from api.access import Role
from api.errors import BadInput, Place
from domain.named import named
from domain.written import Unwritable, Written


def read_roles(text: str, file: str) -> Mapping[str, Role]:
    """The doors' role for each role of the directory; raises BadInput with the line and what to put right there."""
    try:
        written = Written(text)
    except Unwritable as error:
        raise BadInput(Place(file, error.line), f"{error}.") from None
    return {held: _role(held, meaning, Place(file, written.line((held,)))) for held, meaning in written.values.items()}


def _role(held: str, meaning: Any, place: Place) -> Role:
    try:
        return Role(meaning)
    except ValueError:
        raise BadInput(place, f"{held}: {meaning} opens nothing: write one of {named([*Role])}.") from None
