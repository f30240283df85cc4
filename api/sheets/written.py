"""What a workbook's own file says: how large it would grow, which cells are merged, which formulas have no value."""

import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from api.errors import BadInput

LARGEST = 400_000_000
"""Bytes of all the parts of a workbook once unpacked; one of 100,000 full rows has about half of that."""
LARGEST_SHARED = 100_000_000
"""Bytes of the part that holds the texts, which must be in memory as a whole."""
CHUNK = 1 << 20
OVERLAP = 1 << 16
"""Longest cell that is recognised across two chunks."""
DAMAGED = (ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError, OSError,
           RuntimeError, SyntaxError, TypeError, ValueError, zlib.error)  # fmt: skip
"""What libraries raise at a file that is no workbook, or is damaged."""
DEFINING = b"<!DOCTYPE"
LOCKED = b"\xd0\xcf\x11\xe0"
"""How files begin that Excel has locked with a password, and those of before 2007."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,300}ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s[^>]{0,300}?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]{0,300}>\s{0,80}"
    rb"<(?:\w+:)?f(?:\s[^>]{0,300})?(?:/>|>[^<]*</(?:\w+:)?f>)\s{0,80}"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s{0,80}</(?:\w+:)?v>)?\s{0,80}</(?:\w+:)?c>"
)
"""A cell with a formula, and no value or an empty one."""


class Merged(NamedTuple):
    """Cells that were made one."""

    ref: str
    last_row: int


class Written(NamedTuple):
    """Of one sheet: what was merged, and by row and column the formulas that were saved without a value."""

    merged: tuple[Merged, ...] = ()
    unsaved: Mapping[int, Mapping[int, bool]] = {}


def check_file(path: Path) -> None:
    """Raises BadInput for what is no workbook, is locked, or would grow too large."""
    name = str(path)
    with path.open("rb") as file:
        if file.read(len(LOCKED)) == LOCKED:
            raise BadInput(name, "it is locked with a password, or an old .xls: save it as .xlsx without a password.")
    try:
        with ZipFile(path) as parts:
            sizes = {one.filename: one.file_size for one in parts.infolist()}
            _check_grown(name, sizes)
            is_defining = any(_is_defining(parts, one) for one in sizes if one.endswith((".xml", ".rels")))
    except DAMAGED:
        raise BadInput(name, "this is no workbook: save it in Excel as .xlsx, or as CSV.") from None
    if is_defining:
        raise BadInput(name, "a part of it defines words of its own, which Excel never does: do not open it.")


def _check_grown(name: str, sizes: Mapping[str, int]) -> None:
    shared = max((size for part, size in sizes.items() if "sharedStrings" in part), default=0)
    if sum(sizes.values()) > LARGEST or shared > LARGEST_SHARED:
        raise BadInput(name, f"unpacked it has over {LARGEST // 1_000_000} MB: remove what is not needed, or split it.")


def _is_defining(parts: ZipFile, part: str) -> bool:
    """Can words in it stand for others, and so a few bytes for gigabytes?"""
    return any(DEFINING in chunk.replace(b"\0", b"") for chunk in _chunks(parts, part))


def check_merged(path: Path, written: Written, header_row: int) -> None:
    """Raises BadInput for merged cells, unless they stand above the headings, as a title does."""
    for one in written.merged:
        if one.last_row >= header_row:
            raise BadInput(str(path), f"cells {one.ref} are merged: unmerge them, and fill in each of the rows.")


def look_into(path: Path, part: str) -> Written:
    """What the part of a sheet says; raises what damaged files do."""
    merged: dict[str, Merged] = {}
    unsaved: dict[int, dict[int, bool]] = {}
    with ZipFile(path) as parts:
        for chunk in _chunks(parts, part):
            for found in _MERGED.finditer(chunk):
                left, top, right, bottom = (one.decode() for one in found.groups())
                ref = f"{left}{top}:{right}{bottom}"
                merged[ref] = Merged(ref, int(bottom))
            for found in _FORMULA.finditer(chunk):
                column, row = found[1].decode(), int(found[2])
                unsaved.setdefault(row, {})[_column(column)] = True
    return Written(tuple(merged.values()), unsaved)


def _column(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _chunks(parts: ZipFile, part: str) -> Iterator[bytes]:
    """The part, piece by piece; each begins with the end of the one before."""
    tail = b""
    with parts.open(part.removeprefix("/")) as file:
        while chunk := file.read(CHUNK):
            yield tail + chunk
            tail = chunk[-OVERLAP:]
