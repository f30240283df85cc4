"""Workbooks as councils keep them: what can be read is read, and what cannot is one sentence."""

import zipfile
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from api.errors import BadInput
from api.sheets import reading, written
from api.sheets.reading import sheet
from api.sheets.row import Flaw
from tests.api.sheets.books import HEADINGS, a_book, rewritten, rows_of

SHEET = "xl/worksheets/sheet1.xml"


def refusal(path: Path, named: str | None = None) -> str:
    with pytest.raises(BadInput) as refused:
        rows_of(path, named)
    return refused.value.sentence


def test_a_row_has_the_number_that_the_spreadsheet_shows_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    due = datetime(2026, 11, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
    path = a_book(tmp_path / "a.xlsx", HEADINGS, ("A-1", due, True), (), (" ",), (17, 45990, 2.5))

    first, last = rows_of(path)

    assert (first.number, dict(first.cells)) == (2, {"Ref": "A-1", "Due": due, "Status": True})
    assert (last.number, dict(last.cells)) == (5, {"Ref": 17, "Due": 45990, "Status": 2.5})


def test_headings_may_stand_below_a_merged_title(tmp_path: Path) -> None:
    path = a_book(
        tmp_path / "a.xlsx",
        ("Audit actions 2026",),
        (),
        HEADINGS,
        ("A-1",),
        change=lambda book: book.worksheets[0].merge_cells("A1:C1"),
    )

    assert [row.cells["Ref"] for row in rows_of(path, header_row=3)] == ["A-1"]


def test_merged_cells_are_named(tmp_path: Path) -> None:
    path = a_book(
        tmp_path / "a.xlsx",
        HEADINGS,
        ("A-1",),
        (),
        change=lambda book: book.worksheets[0].merge_cells("A2:A3"),
    )

    assert refusal(path) == "cells A2:A3 are merged: unmerge them, and fill in each of the rows."


def test_formulas_without_a_saved_value_and_formulas_that_failed_are_flaws(tmp_path: Path) -> None:
    path = a_book(tmp_path / "a.xlsx", HEADINGS, ("A-1", "=TODAY()+14", "#REF!"), ("A-2", None, "open"))

    first, second = rows_of(path)

    due, status = first.cells["Due"], first.cells["Status"]
    assert isinstance(due, Flaw)
    assert due.sentence.startswith("its formula was saved without a value: open the file in Excel")
    assert isinstance(status, Flaw)
    assert second.cells == {"Ref": "A-2", "Due": None, "Status": "open"}


def test_a_formula_with_its_value_is_that_value(tmp_path: Path) -> None:
    path = a_book(tmp_path / "a.xlsx", HEADINGS, ("A-1", "=1+1"))
    rewritten(path, SHEET, lambda part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))

    assert rows_of(path)[0].cells["Due"] == 2


def _second_sheet(state: str) -> object:
    def change(book: Workbook) -> None:
        other = book.create_sheet("Old")
        other.append(["Ref"])
        other.append(["O-1"])
        other.sheet_state = state

    return change


def test_of_several_sheets_one_must_be_named_and_no_hidden_one_is_read(tmp_path: Path) -> None:
    two = a_book(tmp_path / "two.xlsx", HEADINGS, ("A-1",), change=_second_sheet("visible"))  # type: ignore[arg-type]
    hiding = a_book(tmp_path / "hiding.xlsx", HEADINGS, ("A-1",), change=_second_sheet("hidden"))  # type: ignore[arg-type]

    assert refusal(two) == "it has 2 sheets (Actions, Old): say which with --sheet."
    assert [row.cells["Ref"] for row in rows_of(two, "Old")] == ["O-1"]
    assert refusal(two, "Older") == "it has no sheet 'Older': its sheets are Actions, Old."
    assert [row.cells["Ref"] for row in rows_of(hiding)] == ["A-1"]
    assert refusal(hiding, "Old") == "sheet 'Old' is hidden: unhide it, so that people see what is read."


def test_a_heading_that_is_missing_or_there_twice_is_found_when_it_is_asked_for(tmp_path: Path) -> None:
    path = a_book(tmp_path / "a.xlsx", ("Ref", "Due", "due ", None), ("A-1", 1, 2, "a remark"))

    with sheet(path) as one:
        assert one.headings.find(" ref", "f", "") == "Ref"
        with pytest.raises(BadInput, match="2 columns are called 'Due'"):
            one.headings.find("Due", "f", "")
        with pytest.raises(BadInput, match="no column 'Owner', which is asked for"):
            one.headings.find("Owner", "f", "which is asked for")


def test_a_locked_workbook_a_text_called_xlsx_and_a_damaged_one_are_each_one_sentence(tmp_path: Path) -> None:
    locked, text, torn = (tmp_path / f"{name}.xlsx" for name in ("locked", "text", "torn"))
    locked.write_bytes(written.LOCKED + b"\xa1\xb1\x1a\xe1" * 200)
    text.write_text("Ref,Due\nA-1,\n")
    torn.write_bytes(a_book(tmp_path / "a.xlsx", HEADINGS, ("A-1",)).read_bytes()[:-900])

    assert "locked with a password" in refusal(locked)
    assert refusal(text) == "this is no workbook: save it in Excel as .xlsx, or as CSV."
    assert "no workbook" in refusal(torn)
    assert refusal(tmp_path / "none.xlsx") == "there is no such file: check its name."


def test_a_workbook_with_a_few_bytes_changed_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    path, chance = a_book(tmp_path / "a.xlsx", HEADINGS, *[("A-1", "=1+1", "open")] * 20), Random(5)  # noqa: S311 - the same
    whole, kinds = path.read_bytes(), set[str]()
    for _ in range(40):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            rows_of(path)
        except BadInput as refused:
            kinds.add(refused.sentence)

    assert kinds


def test_a_part_that_is_no_xml_or_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    bad = rewritten(a_book(tmp_path / "bad.xlsx", HEADINGS, ("A-1",)), SHEET, lambda part: part[:-40])
    laughs = a_book(tmp_path / "laughs.xlsx", HEADINGS, ("A-1",))
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    rewritten(
        laughs,
        SHEET,
        lambda part: b'<!DOCTYPE worksheet [<!ENTITY l0 "lol">' + entities + b"]>" + part.replace(b"A-1", b"&l11;"),
    )

    assert "open it in Excel, and save it again" in refusal(bad)
    assert refusal(laughs) == "a part of it defines words of its own, which Excel never does: do not open it."


def test_a_workbook_that_would_unpack_to_more_than_memory_should_hold_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_book(tmp_path / "a.xlsx", HEADINGS, ("A-1",))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/zeros.bin", bytes(2_000_000))
    monkeypatch.setattr(written, "LARGEST", 1_000_000)

    assert refusal(path) == "unpacked it has over 1 MB: remove what is not needed, or split it."


def test_a_sheet_with_more_rows_than_are_taken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_book(tmp_path / "a.xlsx", HEADINGS, *[("A-1",)] * 4)
    monkeypatch.setattr(reading, "MOST_ROWS", 3)

    assert refusal(path) == "it has more than 3 rows: split it into several files."


def test_an_empty_sheet_has_no_headings(tmp_path: Path) -> None:
    assert refusal(a_book(tmp_path / "a.xlsx")).startswith("it has no headings")
