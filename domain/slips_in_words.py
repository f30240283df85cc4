"""What is wrong with one value of a policy file, in words that say what to write instead."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from domain.framework import Authority, Extension, Framework, Ladders, Pause, Theme, Timescale
from domain.framework_moderation import DisputeRule, ModerationRule
from domain.ladder import Ladder, LadderStep
from domain.programme_rules import ProgrammeRules
from domain.standard import Clock, Enough, Standard, Template

MODELS = (
    Framework, Timescale, Extension, Pause, Ladders, Ladder, LadderStep, Authority, Theme, Standard, Clock, Enough,
    Template,
    ProgrammeRules,
    ModerationRule, DisputeRule,
)  # fmt: skip
KEYS = sorted({field.alias or name for model in MODELS for name, field in model.model_fields.items()})
"""Every key that a policy may hold."""

SHOWN = 40  # characters of what was written that a sentence repeats

Words = Callable[[Any, dict[str, Any]], str]

_SENTENCES: dict[str, Words] = {
    "missing": lambda _, __: "it is missing: add it",
    "value_error": lambda _, more: str(more["error"]),
    "string_type": lambda given, _: f"{_show(given)} is not text: write words, in quotes if they are digits",
    "string_too_short": lambda given, more: f"{_show(given)} is too short: write at least {more['min_length']} letters",
    "string_too_long": lambda _, more: f"it is too long: write at most {more['max_length']} letters",
    "string_pattern_mismatch": lambda given, _: (
        f"{_show(given)} is not a name: use small letters, digits and _, beginning with a letter"
    ),
    "literal_error": lambda given, more: f"{_show(given)} is not known here: write {more['expected']}",
    "too_short": lambda _, more: f"it is too short a list: give at least {more['min_length']}",
    "too_long": lambda _, more: f"it is too long a list: give at most {more['max_length']}",
    "greater_than_equal": lambda given, more: f"{_show(given)} is too small: give {more['ge']} or more",
    "less_than_equal": lambda given, more: f"{_show(given)} is too large: give {more['le']} or less",
    "tuple_type": lambda given, _: f"{_show(given)} is not a list: write [one, two], or one on each line after a -",
    "dict_type": lambda given, _: f"{_show(given)} has no keys of its own: write each as key: value below it",
    "model_type": lambda given, _: f"{_show(given)} has no keys of its own: write each as key: value below it",
    "int_type": lambda given, _: f"{_show(given)} is not a whole number: write one such as 3",
    "int_parsing": lambda given, _: f"{_show(given)} is not a whole number: write one such as 3",
}


def in_words(details: ErrorDetails) -> str:
    """The sentence, without place or full stop, for one thing that pydantic found."""
    if details["type"] == "extra_forbidden":
        return _unknown_key(str(details["loc"][-1]))
    words = _SENTENCES.get(details["type"])
    if words is None:
        return f"{_show(details['input'])} cannot be used: {details['msg']}"
    return words(details["input"], details.get("ctx", {}))


def _unknown_key(key: str) -> str:
    near = get_close_matches(key, [known for known in KEYS if known != key], n=1)
    instead = f"write {near[0]}" if near else "remove it"
    return f"this key is not known here: {instead}"


def _show(given: object) -> str:
    match given:
        case None:
            return "nothing"
        case str():
            return repr(given if len(given) <= SHOWN else given[: SHOWN - 1] + "…")
        case int():
            return f"{given:,}"
        case _:
            return "a part with keys or items"
