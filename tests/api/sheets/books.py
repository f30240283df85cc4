"""Workbooks and text files as people hand them in, written into a test's folder."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from api.sheets.reading import sheet
from api.sheets.row import Row

HEADINGS = ("Ref", "Due", "Status")


def a_book(path: Path, *rows: Sequence[Any], change: Callable[[Workbook], None] = lambda _: None) -> Path:
    """A workbook with one sheet of these rows, the first its headings."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Actions"
    for row in rows:
        page.append(list(row))
    change(book)
    book.save(path)
    return path


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook, one of its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, change(content) if name == part else content)
    return path


def rows_of(path: Path, named: str | None = None, header_row: int = 1) -> list[Row]:
    with sheet(path, named=named, header_row=header_row) as one:
        return list(one.rows)
