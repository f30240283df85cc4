"""Files are read line by line, and whatever is no text is refused in a sentence."""

from pathlib import Path

import pytest

from api.errors import BadInput
from api.lines import LONGEST, Line, read_lines


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        list(read_lines(path))
    return str(refused.value)


def test_blank_lines_are_passed_over_and_still_counted(tmp_path: Path) -> None:
    file = tmp_path / "audits.jsonl"
    file.write_bytes(b"\xef\xbb\xbf{}\n\n  \n{}\r\n")

    lines = list(read_lines(file))

    assert [(line.place.line, line.text) for line in lines if isinstance(line, Line)] == [(1, "{}"), (4, "{}")]


def test_a_line_of_ten_megabytes_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    file = tmp_path / "audits.jsonl"
    file.write_bytes(b'{"a": "' + b"x" * 10_000_000 + b'"}\n{}\n')

    long, good = list(read_lines(file))

    assert str(long) == f"{file} line 1: it is longer than {LONGEST:,} bytes: put one audit on a line of its own."
    assert isinstance(good, Line)
    assert good.place.line == 2


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_file_of_nothing_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "audits.jsonl"
    file.write_bytes(content)

    assert refusal(file) == f"{file}: it has no lines: give one JSON object on each line."


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "audits.xlsx"
    file.write_bytes(b"PK\3\4\0\0\xff\xfe")

    assert refusal(file) == f"{file} line 1: this is not a text file: give JSON Lines in UTF-8."


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "audits.jsonl"
    file.write_bytes('{"team": "Zoë"}'.encode("latin-1"))

    assert refusal(file) == f"{file} line 1: this is not text in UTF-8: save the file as UTF-8."


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none") == f"{tmp_path / 'none'}: there is no such file: check its name."
    assert refusal(tmp_path) == f"{tmp_path}: this is a folder: name a file in it."
