"""What a cell says for an option of a command: dates, numbers, yes and no, as people write them in a table."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from api.command_line.commands import grades_of
from api.command_line.evidence import evidence_of
from api.errors import BadInput
from api.sheets.days import day_of
from api.sheets.row import Flaw

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})
SEVERAL = ";"
"""Stands between several things in one cell."""


def read_option(name: str, cell: Any) -> Any:
    """The value of an option; raises ValueError that says what to write."""
    if isinstance(cell, Flaw):
        raise ValueError(cell.sentence)  # noqa: TRY004 - what was handed in is wrong, not our code
    return OPTIONS[name](cell)


def read_text(cell: Any) -> str:
    """The cell as text: whole numbers without a point, days as 2026-11-30."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell) if is_whole else cell).strip()


def _number(cell: Any) -> int:
    try:
        return int(read_text(cell))
    except ValueError:
        raise ValueError(f"{str(cell)[:40]!r} is not a whole number: write one such as 3") from None


def _yes_or_no(cell: Any) -> bool:
    said = read_text(cell).casefold()
    if said not in YES | NO:
        raise ValueError(f"{str(cell)[:40]!r} is neither yes nor no: write one")
    return said in YES


def _several(cell: Any) -> list[str]:
    given = cell if isinstance(cell, list) else read_text(cell).split(SEVERAL)
    return [one.strip() for one in map(str, given) if one.strip()]


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
        read_text,
    ),
    "evidence": _evidence,
    "grade": _grades,
}  # fmt: skip
"""The options of `act`, by name, and how each is read from a cell."""
