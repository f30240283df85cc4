"""What a row says in the columns that a mapping names: as text or as a day, translated where the mapping does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from api.sheets.days import day_of
from api.sheets.row import Cell, Flaw, Headings, Row, tidy
from api.sheets.texts import text_of
from api.tracker import mapping as m
from api.tracker.mapping import Source

JOINT = "-"
"""Stands between what several columns say."""


class Unread(ValueError):
    """A cell that cannot be used: the column it stands in, and what to put right."""

    def __init__(self, column: str, sentence: str) -> None:
        self.column = column
        super().__init__(sentence)


class Column(NamedTuple):
    """One thing that rows say, and where they say it in this sheet."""

    what: str
    source: Source
    headings: tuple[str, ...]
    words: Mapping[str, str]
    """What cells say, folded, and what that means."""

    @property
    def shown(self) -> str:
        """How people find it."""
        return ", ".join(self.headings) or f"{self.what} of the mapping"

    def unread(self, sentence: str) -> Unread:
        """What to raise about it."""
        return Unread(self.shown, sentence)

    def text(self, row: Row) -> str:
        """What the row says; raises Unread if that is nothing."""
        return self.maybe(row) or self._missing()

    def maybe(self, row: Row) -> str | None:
        """What the row says, if anything; raises Unread for a cell that cannot be used."""
        if self.source.always:
            return self.source.always
        said = [text_of(cell) for cell in self._cells(row)]
        if not all(said):
            return self.source.otherwise
        whole = JOINT.join(said)
        return self.source.prefix + self.words.get(tidy(whole).casefold(), whole)

    def day(self, row: Row, formats: Sequence[str]) -> date:
        """The day that the row says; raises Unread."""
        cells = self._cells(row)
        found: Cell = next((cell for cell in cells if cell is not None), None)
        given = found if found is not None else self.source.always or self.source.otherwise
        if given is None:
            self._missing()
        try:
            return day_of(given, formats)
        except ValueError as error:
            raise self.unread(str(error)) from None

    def is_empty(self, row: Row) -> bool:
        """Does the row say nothing there?"""
        is_blank = all(row.cells.get(heading) is None for heading in self.headings)
        return is_blank and not (self.source.always or self.source.otherwise)

    def _cells(self, row: Row) -> list[Cell]:
        cells = [row.cells.get(heading) for heading in self.headings]
        for cell in cells:
            if isinstance(cell, Flaw):
                raise self.unread(cell.sentence)
        return cells

    def _missing(self) -> str:
        raise self.unread("it is empty: fill it in")


def columns_of(mapping: m.Mapping, headings: Headings, place: str) -> dict[str, Column]:
    """The columns by what they say, such as `audit.id`; raises BadInput for one that the sheet does not have."""
    return {what: _column(what, source, headings, place) for what, source in _sources(mapping)}


def _sources(mapping: m.Mapping) -> Iterable[tuple[str, Source]]:
    for part, sources in (("audit", mapping.audit), ("action", mapping.action)):
        for name in type(sources).model_fields:
            if source := getattr(sources, name):
                yield f"{part}.{name}", source


def _column(what: str, source: Source, headings: Headings, place: str) -> Column:
    asked = f"which the mapping names for {what}"
    words = {tidy(said).casefold(): meant for said, meant in source.words.items()}
    return Column(what, source, tuple(headings.find(name, place, asked) for name in source.headings), words)
