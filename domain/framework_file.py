"""A policy file becomes the council's rules, or one sentence that says which line to put right."""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.framework import Framework
from domain.slips import Slip, Where
from domain.slips_in_words import in_words
from domain.written import Unwritable, Written


class FrameworkUnreadable(ValueError):
    """No framework can be read from this file: its name, the line, and what to put right there."""

    def __init__(self, name: str, line: int, sentence: str) -> None:
        self.name, self.line = name, line
        super().__init__(f"{name} line {line}: {sentence.rstrip('.')}.")


@lru_cache(maxsize=16)
def read_framework(text: str, name: str) -> Framework:
    """The framework written in a YAML text; `name` is the file's, for the message of FrameworkUnreadable.

    The same text is read once: a framework is never changed.
    """
    try:
        written = Written(text)
    except Unwritable as error:
        raise FrameworkUnreadable(name, error.line, _placed(error.where, str(error))) from None
    try:
        return Framework.model_validate(written.values, by_alias=True, by_name=False)
    except ValidationError as error:
        details = _worst(error.errors(include_url=False), written)
        line = written.line(_written_at(details))
        raise FrameworkUnreadable(name, line, _sentence(details, written)) from None


def framework_digest(framework: Framework) -> str:
    """SHA-256, in hex, of what a framework says, however its file is laid out."""
    said = framework.model_dump(mode="json", by_alias=True)
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _worst(found: Iterable[ErrorDetails], written: Written) -> ErrorDetails:
    """The first in the file; but a key misspelt explains the key that is missing, so that comes before."""
    return min(found, key=lambda each: (each["type"] != "extra_forbidden", written.line(_written_at(each))))


def _written_at(details: ErrorDetails) -> Where:
    slip = details.get("ctx", {}).get("error")
    return (*details["loc"], *slip.where) if isinstance(slip, Slip) else details["loc"]


def _sentence(details: ErrorDetails, written: Written) -> str:
    return _placed(_named(details["loc"], written.values), in_words(details))


def _named(loc: Where, values: Any) -> Where:
    """The place as people find it: an item of a list by its id."""
    named: list[str | int] = []
    for part in loc:
        if part == "[key]":
            break
        values = _inside(values, part)
        item_id = values.get("id") if isinstance(part, int) and isinstance(values, dict) else None
        named.append(item_id if isinstance(item_id, str) else part)
    return tuple(named)


def _inside(values: Any, part: str | int) -> Any:
    try:
        return values[part]
    except (KeyError, IndexError, TypeError):
        return None


def _placed(where: Where, sentence: str) -> str:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    return f"{place}: {sentence}" if place else sentence
