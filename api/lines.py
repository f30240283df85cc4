"""The lines of a file that somebody hands in: read one at a time, and never more than a line may hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from api.errors import BadInput, Place

LONGEST = 1_000_000  # bytes of one line; the longest real audit we know has 9,000


class Line(NamedTuple):
    """One line that holds something."""

    place: Place
    text: str


def read_lines(path: Path, wanted: str = "give one JSON object on each line") -> Iterator[Line | BadInput]:
    """Each line that is not blank, or what is wrong with it; raises BadInput when no line can be read at all.

    `wanted` is what to do about a file without lines.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            yield from _lines(file, name, wanted)
    except OSError as error:
        raise BadInput(name, _unopened(error)) from None


def _lines(file: BinaryIO, name: str, wanted: str) -> Iterator[Line | BadInput]:
    number, found = 0, False
    while raw := file.readline(LONGEST + 1):
        number += 1
        place = Place(name, number)
        if len(raw) > LONGEST:
            _skip_rest(file, raw)
            found = True
            yield BadInput(place, f"it is longer than {LONGEST:,} bytes: put one audit on a line of its own.")
        elif text := _text(raw, place):
            found = True
            yield Line(place, text)
    if not found:
        raise BadInput(name, f"it has no lines: {wanted}.")


def _text(raw: bytes, place: Place) -> str:
    if b"\0" in raw:
        raise BadInput(place, "this is not a text file: give JSON Lines in UTF-8.")
    try:
        return raw.decode("utf-8-sig" if place.line == 1 else "utf-8").strip()
    except UnicodeDecodeError:
        raise BadInput(place, "this is not text in UTF-8: save the file as UTF-8.") from None


def _skip_rest(file: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = file.readline(LONGEST)


def _unopened(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file: check its name."
    if isinstance(error, IsADirectoryError):
        return "this is a folder: name a file in it."
    if isinstance(error, PermissionError):
        return "it may not be read: ask for the right to."
    return f"it cannot be read ({error.strerror}): try another copy."
