"""A line becomes a form, or one sentence that says what to put right in it."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.errors import BadInput
from api.forms import FindingForm
from api.lines import Line

SHOWN = 40  # characters of what was written that a sentence repeats
FormType = TypeVar("FormType", bound=BaseModel)

_SENTENCES: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "missing": lambda _, __: "it is missing: add it",
    "value_error": lambda _, more: str(more["error"]),
    "string_type": lambda given, _: f"{_show(given)} is not text: write it in quotation marks",
    "string_too_long": lambda _, more: f"it is too long: write at most {more['max_length']:,} characters",
    "string_too_short": lambda _, more: f"it is too short: write at least {more['min_length']} characters",
    "string_pattern_mismatch": lambda given, more: _misshapen(given, more["pattern"]),
    "bool_type": lambda given, _: f"{_show(given)} is neither true nor false: write one, not in quotation marks",
    "int_type": lambda given, _: f"{_show(given)} is not a whole number: write one such as 3",
    "date_type": lambda given, _: f"{_show(given)} is not a date: write one as 2026-11-30",
    "date_from_datetime_parsing": lambda given, _: f"{_show(given)} is not a date: write one as 2026-11-30",
    "date_parsing": lambda given, _: f"{_show(given)} is not a date: write one as 2026-11-30",
    "tuple_type": lambda given, _: f"{_show(given)} is not a list: write [ ] around its items",
    "too_short": lambda _, more: f"it is too short a list: give at least {more['min_length']}",
    "too_long": lambda _, more: f"it is too long a list: give at most {more['max_length']}",
    "dict_type": lambda given, _: f"{_show(given)} is not an object: write {{ }} around its fields",
    "model_type": lambda given, _: f"{_show(given)} is not an object: write {{ }} around its fields",
    "literal_error": lambda given, more: f"{_show(given)} is not known here: write {more['expected']}",
}


def read_form(form: type[FormType], line: Line) -> FormType:
    """The form written on a line of JSON; raises BadInput with the place, the field and what to put right."""
    try:
        return form.model_validate_json(line.text)
    except ValidationError as error:
        found = error.errors(include_url=False)
        worst = min(found, key=lambda each: each["type"] != "extra_forbidden")
        raise BadInput(line.place, f"{_sentence(worst, form)}.") from None


def _sentence(details: ErrorDetails, form: type[BaseModel]) -> str:
    if details["type"] == "json_invalid":
        said = str(details["ctx"]["error"]).replace(" line 1 column", " character")
        return f"this is not JSON ({said}): write one JSON object on the line"
    if not details["loc"]:
        return "this is not an audit: write one JSON object { } on the line"
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in details["loc"] if part != "[key]")
    return f"{where}: {slip_in_words(details, form)}"


def pointed(error: ValidationError, form: type[BaseModel]) -> str:
    """The first thing that is wrong with a form, with a JSON pointer to it, as a sentence."""
    first = error.errors(include_url=False)[0]
    return f"{pointer_to(first) or 'data'}: {slip_in_words(first, form)}."


def pointer_to(details: ErrorDetails) -> str:
    """A JSON pointer (RFC 6901) to the place that is wrong; empty for the form as a whole."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in details["loc"] if part != "[key]"]
    return "".join(f"/{part}" for part in parts)


def slip_in_words(details: ErrorDetails, form: type[BaseModel]) -> str:
    """What is wrong with one field and what to put right; the place is left to the caller."""
    if details["type"] == "extra_forbidden":
        return _unknown_field(str(details["loc"][-1]), form)
    words = _SENTENCES.get(details["type"])
    return words(details["input"], details.get("ctx", {})) if words else f"it cannot be used: {details['msg']}"


def _unknown_field(name: str, form: type[BaseModel]) -> str:
    near = get_close_matches(name, [*form.model_fields, *FindingForm.model_fields], n=1)
    return f"this field is not known: {f'write {near[0]}' if near else 'remove it'}"


def _misshapen(given: str, pattern: str) -> str:
    longest = _longest(pattern)
    if longest and len(given) > longest:
        return f"it is too long an id: write at most {longest} characters"
    return f"{_show(given)} is not {_wanted(pattern)}"


def _longest(pattern: str) -> int | None:
    """How long an id of this pattern may be; None when the pattern does not bound it."""
    found = re.search(r"\{([01]),(\d+)\}\$$", pattern)
    return int(found[2]) + (found[1] == "0") if found else None


def _wanted(pattern: str) -> str:
    if "@" in pattern:
        return "a mail address: write one as name@place"
    if "A-Z" in pattern:
        return "an id: use letters, digits and . _ / : -"
    return f"an id: use small letters, digits and {'-' if '0-9-' in pattern else '_, beginning with a letter'}"


def _show(given: object) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, str):
        return repr(given if len(given) <= SHOWN else given[: SHOWN - 1] + "…")
    return str(given).lower() if isinstance(given, bool | int | float) else "a part with fields or items"
