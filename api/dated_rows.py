"""A file of dated work, such as visits, becomes what is counted; a row that cannot be read is one sentence."""

import csv
from datetime import date
from pathlib import Path

from api.errors import BadInput, Place
from domain.counting import Dated

COLUMNS = ("due", "done")


def read_dated(path: Path) -> list[Dated]:
    """The rows of a CSV file with the columns due and done (other columns are left alone); raises BadInput."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise BadInput(
                    Place(path.name), f"it has no column {missing[0]}: its first row must name due and done."
                )
            return [_dated(path.name, rows.line_num, row) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(path.name, f"it cannot be read ({type(error).__name__}): give a CSV file in UTF-8.") from None


def _dated(name: str, number: int, row: dict[str, str]) -> Dated:
    due, done = (_day(name, number, column, row[column]) for column in COLUMNS)
    if due is None:
        raise BadInput(f"{name} line {number}", "it has no due day: give one, such as 2026-10-31.")
    return Dated(due, done)


def _day(name: str, number: int, column: str, given: str | None) -> date | None:
    text = (given or "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f"{name} line {number}", f"{column} {text!r} is no day: write it as 2026-10-31.") from None
