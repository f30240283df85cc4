"""A row of a sheet: its number as the spreadsheet shows it, and a cell under each heading."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from typing_extensions import override

from api.errors import BadInput


class Flaw(NamedTuple):
    """A cell that holds nothing that can be used, and what to do about it."""

    sentence: str


Cell = str | int | float | bool | datetime | date | time | timedelta | Flaw | None
TOO_WIDE = Flaw("it has more cells than there are columns: put text in which a separator stands in quotation marks")


class Row(NamedTuple):
    """`cells` by heading; an empty cell is None. With a `flaw`, none of them can be trusted."""

    number: int
    cells: Mapping[str, Cell]
    flaw: Flaw | None = None

    @property
    def is_blank(self) -> bool:
        """Is there nothing in it?"""
        return self.flaw is None and all(cell is None for cell in self.cells.values())


class Headings(NamedTuple):
    """The headings of a sheet, in order; "" stands over a column without one."""

    names: tuple[str, ...]

    @property
    def width(self) -> int:
        """Up to the last column that has a name."""
        return max((number for number, name in enumerate(self.names, 1) if name), default=0)

    def find(self, name: str, place: str, asked: str) -> str:
        """A heading as the sheet writes it; raises BadInput, `asked` says who wants it, if it is missing or twice."""
        wanted = tidy(name).casefold()
        found = [one for one in self.names if one.casefold() == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(place, f"{len(found)} columns are called {found[0]!r}: give each a name of its own.")
        raise BadInput(place, f"there is no column {name!r}, {asked}: correct either; its columns are {self}.")

    def row(self, number: int, cells: Sequence[Cell]) -> Row:
        """The row of these cells; what has no heading is left out, of two with one heading the first counts."""
        named: dict[str, Cell] = {}
        for name, cell in zip(self.names, cells, strict=False):
            if name:
                named.setdefault(name, cell)
        is_wide = any(cell is not None for cell in cells[len(self.names) :])
        return Row(number, named, TOO_WIDE if is_wide else None)

    @override
    def __str__(self) -> str:
        return ", ".join(name for name in self.names if name) or "without names"


def headings_of(cells: Sequence[Cell]) -> Headings:
    """The headings that a row of cells writes."""
    return Headings(tuple("" if one is None or isinstance(one, Flaw) else tidy(str(one)) for one in cells))


def tidy(text: str) -> str:
    """The text with single blanks, and none around it."""
    return " ".join(text.split())
