"""A behaviour that somebody assumes, read from its file."""

from pathlib import Path

from pydantic import ValidationError

from api.errors import BadInput, Place
from domain.behaviour import Behaviour
from domain.slips import Slip
from domain.slips_in_words import in_words
from domain.written import Unwritable, Written


def read_behaviour(path: Path) -> Behaviour:
    """What a YAML file says of how people behave; what it leaves out is as by default. Raises BadInput."""
    try:
        written = Written(_text(path))
    except Unwritable as error:
        raise BadInput(Place(str(path), error.line), f"{error}.") from None
    try:
        return Behaviour.model_validate(written.values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        slip = first.get("ctx", {}).get("error")
        where = (*first["loc"], *slip.where) if isinstance(slip, Slip) else first["loc"]
        is_unknown = first["type"] == "extra_forbidden"
        sentence = "this key is not known here: remove it, or correct it" if is_unknown else in_words(first)
        named = ".".join(map(str, where))
        raise BadInput(Place(str(path), written.line(where)), f"{named}: {sentence}.") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(str(path), "this is not text in UTF-8: save the file as UTF-8.") from None
    except OSError:
        raise BadInput(str(path), "it cannot be read: check its name, and that you may read it.") from None
