"""Reading a sheet, whatever its file is: its headings first, and then one row after the other."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from api.errors import BadInput
from api.sheets import text_file
from api.sheets.row import Cell, Headings, Row, headings_of
from api.sheets.written import LOCKED, check_merged

MOST_ROWS = 100_000
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
PACKED = b"PK\x03\x04"
"""How workbooks begin."""
Numbered = Iterator[tuple[int, list[Cell]]]


class Sheet(NamedTuple):
    """What is read: where, under which headings, and the rows that are not blank, each read when it is asked for."""

    name: str
    headings: Headings
    rows: Iterator[Row]


@contextmanager
def sheet(path: Path, *, named: str | None = None, header_row: int = 1) -> Iterator[Sheet]:
    """The sheet of a file, open while it is read; raises BadInput with one sentence for what cannot be read."""
    if not _is_workbook(path):
        with closing(text_file.numbered(path)) as every:
            numbered = islice(every, header_row - 1, None)
            yield _sheet(str(path), _headings(str(path), numbered), numbered)
        return
    from api.sheets import workbook  # noqa: PLC0415 - its library takes long to load

    with workbook.opened(path, named) as opened:
        check_merged(path, opened.written, header_row)
        headings = _headings(str(path), workbook.numbered(opened, header_row))
        name = f"{path} sheet {opened.sheet.title}"
        yield _sheet(name, headings, workbook.numbered(opened, header_row + 1, max(1, headings.width)))


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(len(PACKED))
    except OSError as error:
        said = "there is no such file: check its name." if isinstance(error, FileNotFoundError) else None
        raise BadInput(str(path), said or f"it cannot be read ({error.strerror}): try another copy.") from None
    return head in (PACKED, LOCKED) or path.suffix.lower() in WORKBOOKS


def _headings(name: str, numbered: Numbered) -> Headings:
    _, cells = next(numbered, (0, []))
    headings = headings_of(cells)
    if not any(headings.names):
        raise BadInput(name, "it has no headings: name the columns in its first row, or say which row does.")
    return headings


def _sheet(name: str, headings: Headings, numbered: Numbered) -> Sheet:
    return Sheet(name, headings, _rows(name, headings, numbered))


def _rows(name: str, headings: Headings, numbered: Numbered) -> Iterator[Row]:
    count = 0
    for number, cells in numbered:
        row = headings.row(number, cells)
        if row.is_blank:
            continue
        count += 1
        if count > MOST_ROWS:
            raise BadInput(name, f"it has more than {MOST_ROWS:,} rows: split it into several files.")
        yield row
