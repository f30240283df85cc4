"""CSV as people's programs write it."""

from pathlib import Path

import pytest

from api.errors import BadInput
from api.sheets.row import TOO_WIDE
from tests.api.sheets.books import rows_of


@pytest.mark.parametrize(
    ("letters", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")],
)
def test_letters_and_separators_are_found_out(tmp_path: Path, letters: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    rows = (("Ref", "What was found"), ("A-1", "Née – “late”"))
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(letters))

    [row] = rows_of(path)

    assert (row.number, dict(row.cells)) == (2, {"Ref": "A-1", "What was found": "Née – “late”"})


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Ref,Found\nA-1,"two\nlines, and a comma"\n\nA-2,\n')

    assert [(row.number, row.cells["Found"]) for row in rows_of(path)] == [
        (2, "two\nlines, and a comma"),
        (4, None),
    ]


def test_a_row_with_too_many_cells_cannot_be_trusted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Ref,Found,Due\nA-1,No dates, no names,2026-11-30\nA-2,All well,,,\n")

    assert [row.flaw for row in rows_of(path)] == [TOO_WIDE, None]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Ref,Due\nA-1,\0\n", "this is not a text file"),
        (b"Ref\n\x81\x8d\n", "this is no text in UTF-8"),
        (b"\xff\xfeR\0e\0f\0\n\0\x00\xd8\n\0\n", "this is no text in UTF-8"),
        (b'Ref,Due\nA-1,"never closed\n', "row 2 is no CSV"),
        (b'Ref,Due\nA-1,"said "so" there"\n', "row 2 is no CSV"),
        (b"Ref\n" + b"a" * 200_000 + b"\n", "row 2 is no CSV"),
        (b"", "it has no headings"),
        (b" , \nA-1,2\n", "it has no headings"),
    ],
)
def test_what_is_no_table_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(BadInput) as refused:
        rows_of(path)
    assert refused.value.sentence.startswith(sentence)
