"""What a cell says for an option of a command: dates, numbers, yes and no, as people write them in a table."""

from collections.abc import Callable
from typing import Any

from api.command_line.commands import grades_of
from api.command_line.evidence import evidence_of
from api.errors import BadInput
from api.sheets.days import day_of
from api.sheets.row import Flaw
from api.sheets.texts import text_of, words_of

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
SEVERAL = ";"
"""Stands between several things in one cell."""


def read_option(name: str, cell: Any) -> Any:
    """The value of an option; raises ValueError that says what to write."""
    if isinstance(cell, Flaw):
        raise ValueError(cell.sentence)  # noqa: TRY004 - what was handed in is wrong, not our code
    return OPTIONS[name](cell)


def _text(cell: Any) -> str:
    return words_of(text_of(cell))


def _number(cell: Any) -> int:
    try:
        return int(text_of(cell))
    except ValueError:
        raise ValueError(f"{str(cell)[:40]!r} is not a whole number: write one such as 3") from None


def _yes_or_no(cell: Any) -> bool:
    said = text_of(cell).casefold()
    if said not in YES | NO:
        raise ValueError(f"{str(cell)[:40]!r} is neither yes nor no: write one")
    return said in YES


def _several(cell: Any) -> list[str]:
    given = cell if isinstance(cell, list) else text_of(cell).split(SEVERAL)
    return [words_of(one.strip()) for one in map(str, given) if one.strip()]


def _evidence(cell: Any) -> list[dict[str, str]]:
    try:
        return [evidence_of(one) for one in _several(cell)]
    except BadInput as error:
        raise ValueError(error.sentence.rstrip(". ")) from None


def _grades(cell: Any) -> dict[str, str]:
    try:
        return grades_of(_several(cell))
    except BadInput as error:
        raise ValueError(error.sentence.rstrip(". ")) from None


OPTIONS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("due", "from", "to", "given-on", "until", "return-by"), day_of),
    **dict.fromkeys(("met-count", "total", "policy-version"), _number),
    **dict.fromkeys(("safety", "met", "upheld"), _yes_or_no),
    **dict.fromkeys(
        ("owner", "note", "reason", "outcome", "title", "standard", "finding", "to-person", "auditor", "other", "way",
         "text", "subject", "overall"),
        _text,
    ),
    "evidence": _evidence,
    "grade": _grades,
}  # fmt: skip
"""The options of `act`, by name, and how each is read from a cell."""
