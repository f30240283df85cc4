"""A sheet of an Excel workbook, read as a stream: the values that were saved, and flaws where none can be used."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ERROR_CODES

from api.errors import BadInput
from api.sheets.row import Cell, Flaw
from api.sheets.written import DAMAGED, Written, check_file, look_into

PAGE = 500
"""Rows that are taken from the library at a time."""
MOST_COLUMNS = 200
UNREADABLE = "it is no workbook that can be read: open it in Excel, and save it again as .xlsx."
UNSAVED = Flaw("its formula was saved without a value: open the file in Excel and save it, or write the value")
BROKEN = Flaw("its formula has come to an error: correct it, or write the value")
Found = TypeVar("Found")


class Opened(NamedTuple):
    """The sheet that is read, and what its file says of it that the library leaves out."""

    path: Path
    sheet: Any
    """The library's read-only sheet, whose types it does not tell."""
    written: Written


@contextmanager
def opened(path: Path, wanted: str | None) -> Iterator[Opened]:
    """The sheet of this name, or the only one that can be seen; raises BadInput."""
    check_file(path)
    with path.open("rb") as file:
        book: Workbook = _asked(path, lambda: load_workbook(file, read_only=True, data_only=True))
        try:
            sheet = _sheet(str(path), book.worksheets, wanted)
            part = sheet._worksheet_path  # noqa: SLF001 - it says so nowhere else
            yield Opened(path, sheet, _asked(path, lambda: look_into(path, part)))
        finally:
            book.close()


def numbered(opened: Opened, first: int, width: int = MOST_COLUMNS) -> Iterator[tuple[int, list[Cell]]]:
    """The first cells of each row from this number on, with its number; raises BadInput."""
    sheet = opened.sheet
    sheet.reset_dimensions()  # what a file says of its size need not be true
    rows = enumerate(sheet.iter_rows(min_row=first, max_col=width, values_only=True), first)
    while page := _asked(opened.path, lambda: list(islice(rows, PAGE))):
        for number, values in page:
            yield number, _cells(values, opened.written.unsaved.get(number, {}))


def _asked(path: Path, ask: Callable[[], Found]) -> Found:
    """What the library answers, without its warnings of styles and lists; raises BadInput."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ask()
        except DAMAGED:
            raise BadInput(str(path), UNREADABLE) from None


def _cells(values: tuple[Any, ...], unsaved: Mapping[int, bool]) -> list[Cell]:
    cells: list[Cell] = [_cell(value) for value in values]
    for column in unsaved:
        if column <= len(cells):
            cells[column - 1] = UNSAVED
    return cells


def _cell(value: Any) -> Cell:
    if not isinstance(value, str):
        return value  # type: ignore[no-any-return]  # the library's values are those of a cell
    return BROKEN if value in ERROR_CODES else value.strip() or None


def _sheet(name: str, sheets: list[Any], wanted: str | None) -> Any:
    seen = {one.title: one for one in sheets if one.sheet_state == "visible"}
    titles = ", ".join(seen) or "none"
    if wanted is None and len(seen) != 1:
        raise BadInput(name, f"it has {len(seen)} sheets ({titles}): say which with --sheet.")
    found = seen.get(wanted or titles)
    if found:
        return found
    if any(one.title == wanted for one in sheets):
        raise BadInput(name, f"sheet {wanted!r} is hidden: unhide it, so that people see what is read.")
    raise BadInput(name, f"it has no sheet {wanted!r}: its sheets are {titles}.")
