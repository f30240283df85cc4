"""A file of commands, one on each row, becomes orders; what cannot be read becomes a sentence with its row."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from api.command_line.bulk_cells import OPTIONS, read_option
from api.command_line.commands import order_of
from api.drafts import stand_in
from api.errors import BadInput, Place
from api.lines import Line, read_lines
from api.orders import Order, command_of
from api.sheets.reading import sheet
from api.sheets.row import Flaw
from api.sheets.texts import text_of

WHO = ("audit", "command", "action", "by")
"""What a row says beside the options of its command."""
JSON_LINES = (".jsonl", ".ndjson")
DIGITS = 40
"""Of a command's id: as many as an Idempotency-Key has room for, with the number of a further try."""


class Wanted(NamedTuple):
    """One row's command, ready to be given."""

    place: Place
    audit_id: str
    name: str
    order: Order


class Unread(NamedTuple):
    """One row that is no command, and why not."""

    place: Place
    audit_id: str
    name: str
    action: str
    sentence: str


class Said(NamedTuple):
    """A row as it is written, and what is wrong with it as a whole."""

    place: Place
    cells: Mapping[str, Any]
    flaw: str | None = None


class Terms(NamedTuple):
    """Of one file: the key from which its commands' ids come, and who gives those of rows that name nobody."""

    key: str
    by: str | None
    needs_by: bool
    sheet: str | None = None


def digest_of(path: Path) -> str:
    """SHA-256 of a file, which stands for it where no key is given; raises BadInput."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadInput(str(path), f"it cannot be read ({error.strerror}): check its name.") from None


def read_commands(path: Path, terms: Terms) -> Iterator[Wanted | Unread]:
    """Every row of the file, in order; raises BadInput for a file that is no table of commands."""
    before: Counter[str] = Counter()
    for said in _rows(path, terms.sheet):
        try:
            yield _wanted(said, terms, before)
        except BadInput as error:
            audit_id, name, action = (text_of(said.cells.get(one)) for one in WHO[:3])
            yield Unread(said.place, audit_id, name, action, _without_place(error, said.place))


def _rows(path: Path, named: str | None) -> Iterator[Said]:
    if path.suffix.lower() in JSON_LINES:
        yield from _lines(path)
        return
    with sheet(path, named=named) as one:
        names = _named(path, [heading for heading in one.headings.names if heading])
        for row in one.rows:
            cells = {names[heading]: cell for heading, cell in row.cells.items() if cell is not None}
            yield Said(Place(path.name, row.number, "row"), cells, row.flaw.sentence if row.flaw else None)


def _named(path: Path, headings: Sequence[str]) -> dict[str, str]:
    """What each column holds; raises BadInput unless there is an audit and a command, and nothing twice."""
    options = [_option(heading, str(path)) for heading in headings]
    for missing in [name for name in WHO[:2] if name not in options]:
        raise BadInput(str(path), f"it has no column {missing}: name one so in its first row.")
    for name, number in Counter(options).items():
        if number > 1:
            raise BadInput(str(path), f"{number} columns are {name}: keep one of them.")
    return dict(zip(headings, options, strict=True))


def _lines(path: Path) -> Iterator[Said]:
    for line in read_lines(path):
        if isinstance(line, BadInput):
            place = line.place if isinstance(line.place, Place) else Place(path.name)
            yield Said(place, {}, line.sentence.rstrip("."))
            continue
        yield _line(line)


def _line(line: Line) -> Said:
    try:
        said = json.loads(line.text)
        cells = {_option(name, str(line.place)): value for name, value in said.items() if value is not None}
    except BadInput as error:
        return Said(line.place, {}, error.sentence.rstrip("."))
    except (ValueError, AttributeError, RecursionError):
        return Said(line.place, {}, "this is no JSON object: write one { } on the line")
    return Said(line.place, cells)


def _option(heading: str, place: str) -> str:
    """The name of what a column holds; raises BadInput for one that no command understands."""
    name = heading.strip().lower().replace(" ", "-").replace("_", "-")
    if name in WHO or name in OPTIONS:
        return name
    near = get_close_matches(name, [*WHO, *OPTIONS], n=1)
    raise BadInput(place, f"column {heading!r} means nothing here: {f'write {near[0]}' if near else 'remove it'}.")


def _wanted(said: Said, terms: Terms, before: Counter[str]) -> Wanted:
    if said.flaw:
        raise BadInput(said.place, f"{said.flaw}.")
    audit_id, name, action, by = (_who(said, one) for one in WHO)
    for needed, given in (("audit", audit_id), ("command", name)):
        if not given:
            raise BadInput(said.place, f"it has no {needed}: write one.")
    by = by or terms.by or ""
    if not by and terms.needs_by:
        raise BadInput(said.place, "nobody gives it: write who in a column by, or give --by.")
    options = {one: _read(said, one) for one in said.cells if one in OPTIONS}
    command_id = _id(terms.key, [audit_id, name, action, by, options], before)
    order = order_of(name, action or None, options, by=by, command_id=command_id)
    command_of(order._replace(by=by or "somebody"), stand_in)
    return Wanted(said.place, audit_id, name, order)


def _who(said: Said, name: str) -> str:
    cell = said.cells.get(name)
    if isinstance(cell, Flaw):
        raise BadInput(said.place, f"{name}: {cell.sentence}.")
    return text_of(cell)


def _read(said: Said, name: str) -> Any:
    try:
        return read_option(name, said.cells[name])
    except ValueError as error:
        raise BadInput(said.place, f"{name}: {error}.") from None


def _id(key: str, content: list[Any], before: Counter[str]) -> str:
    """The same for the same row under the same key; of equal rows each has its own."""
    written = json.dumps([key, *content], default=str, sort_keys=True)
    before[written] += 1
    return sha256(f"{written} {before[written]}".encode()).hexdigest()[:DIGITS]


def _without_place(error: BadInput, place: Place) -> str:
    return error.sentence if error.place == place else str(error)
