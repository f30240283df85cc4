"""The rows of a CSV file, each as a line of JSON, so that they are read as JSON Lines are."""

import csv
import io
import json
from collections.abc import Collection, Iterator
from pathlib import Path

from api.errors import BadInput
from api.lines import Line, read_lines


def lines_of(path: Path, several: Collection[str] = ()) -> Iterator[Line | BadInput]:
    """The lines of a file of JSON Lines or CSV; in columns of `several` things a semicolon stands between them."""
    return _rows(path, several) if path.suffix.lower() == ".csv" else read_lines(path)


def _rows(path: Path, several: Collection[str]) -> Iterator[Line | BadInput]:
    lines = [line for line in read_lines(path) if isinstance(line, Line)]
    reader = csv.DictReader(io.StringIO("\n".join(line.text for line in lines)), restkey="", restval="")
    for row, line in zip(reader, lines[1:], strict=False):
        if "" in row:
            yield BadInput(line.place, "it has more cells than there are columns: put text with commas in quotes.")
            continue
        given: dict[str, object] = {name.strip(): value.strip() for name, value in row.items() if value.strip()}
        for name in several:
            given[name] = [one.strip() for one in str(given.get(name, "")).split(";") if one.strip()]
        yield Line(line.place, json.dumps(given))
