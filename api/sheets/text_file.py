"""A table in a text file: CSV as people's programs write it, in UTF-8 or Windows' own letters, with , ; or tabs."""

import codecs
import csv
from collections.abc import Generator
from itertools import count
from pathlib import Path
from typing import IO

from api.errors import BadInput
from api.sheets.row import Cell

CHUNK = 1 << 16
LETTERS = ("utf-8-sig", "cp1252")
"""Tried in this order: text in UTF-8 is hardly ever anything else."""
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SEPARATORS = ",;\t"


def numbered(path: Path) -> Generator[tuple[int, list[Cell]], None, None]:
    """Each row with the number that a spreadsheet shows beside it; raises BadInput."""
    with path.open(encoding=_letters(path), newline="") as file:
        rows = csv.reader(file, delimiter=_separator(file), strict=True)
        for number in count(1):
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                sentence = f"row {number} is no CSV ({error}): write a quotation mark inside of quotes twice."
                raise BadInput(str(path), sentence) from None
            yield number, [cell.strip() or None for cell in row]


def _letters(path: Path) -> str:
    """The encoding that all of the file is written in; raises BadInput."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    is_wide = head.startswith(UTF_16)
    if b"\0" in head and not is_wide:
        raise BadInput(str(path), "this is not a text file: give CSV, or a workbook saved as .xlsx.")
    for letters in ("utf-16",) if is_wide else LETTERS:
        if _is_written_in(path, letters):
            return letters
    raise BadInput(str(path), "this is no text in UTF-8: save it as CSV UTF-8.")


def _is_written_in(path: Path, letters: str) -> bool:
    decoder = codecs.getincrementaldecoder(letters)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _separator(file: IO[str]) -> str:
    """What stands between the cells of the first line: whichever of the separators is there most often."""
    line = file.readline(CHUNK)
    file.seek(0)
    return max(SEPARATORS, key=line.count)
