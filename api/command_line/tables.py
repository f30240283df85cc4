"""Tables that a terminal has room for: only long text is folded, and what can be spared is left out."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.markup import escape
from rich.table import Column, Table

LEAST = 28
"""Columns of the screen below which folded text is hard to read."""
GAP = 2


class Sheet(NamedTuple):
    """Rows of written cells under their columns; text of the columns in `folds` may be folded."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str | None = None
    folds: Sequence[str] = ()

    def fitted(self, width: int, spare: Sequence[str]) -> "Sheet":
        """Without as many of the `spare` columns, the first of them first, as it takes to fit the width."""
        if not spare or self._width() <= width:
            return self
        return self._without(spare[0]).fitted(width, spare[1:])

    def drawn(self) -> Table:
        """The table to print."""
        headers = [Column(name, no_wrap=name not in self.folds) for name in self.columns]
        table = Table(*headers, title=self.title, title_justify="left", box=None, pad_edge=False, header_style="bold")
        for row in self.rows:
            table.add_row(*(escape(cell) for cell in row))
        return table

    def _width(self) -> int:
        return sum(self._width_of(number) + GAP for number in range(len(self.columns))) - GAP

    def _width_of(self, number: int) -> int:
        widest = max(cell_len(line[number]) for line in (self.columns, *self.rows))
        return min(widest, LEAST) if self.columns[number] in self.folds else widest

    def _without(self, name: str) -> "Sheet":
        stay = [number for number, column in enumerate(self.columns) if column != name]
        rows = [[row[number] for number in stay] for row in self.rows]
        return self._replace(columns=[self.columns[number] for number in stay], rows=rows)
