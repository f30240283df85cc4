"""The caseload from a CSV file: each row checked, and each slip in one sentence with the file and the row."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from api.errors import BadInput, Place, of_all
from api.lines import Line, read_lines
from domain.programme import Case
from domain.values import Key

COLUMNS = ("subject", "team", "last_audited")
NAMES = "subject, team and last_audited"
Row = tuple[Mapping[str, str], Place]
_KEY: TypeAdapter[str] = TypeAdapter(Key)


def read_caseload(path: Path, teams: Collection[str], today: date) -> list[Case]:
    """Every case of the file; raises BadInput or BadInputs."""
    lines = list(read_lines(path, f"name the columns {NAMES} in the first"))
    bad = [line for line in lines if isinstance(line, BadInput)]
    good = [line for line in lines if isinstance(line, Line)]
    reader = csv.DictReader(io.StringIO("\n".join(line.text for line in good)), restkey="", restval="")
    reader.fieldnames = _columns(path, [(name or "").strip() for name in reader.fieldnames or ()])
    cases, slips = check_cases([(row, line.place) for row, line in zip(reader, good[1:], strict=False)], teams, today)
    if bad or slips:
        raise of_all([*bad, *slips])
    if not cases:
        raise BadInput(str(path), "it has no cases: write one on each line, below the names of the columns.")
    return cases


def check_cases(rows: Sequence[Row], teams: Collection[str], today: date) -> tuple[list[Case], list[BadInput]]:
    """The cases of rows as they are written, each with its place; and what is wrong with any of them."""
    pile, bad = _Pile(teams, today), list[BadInput]()
    for row, place in rows:
        try:
            pile.add(row, place)
        except BadInput as error:
            bad.append(error)
    return list(pile.cases.values()), bad


def _columns(path: Path, names: list[str]) -> list[str]:
    wrong = [name for name in names if name not in COLUMNS] or [one for one in COLUMNS[:2] if one not in names]
    if wrong:
        raise BadInput(Place(str(path), 1), f"its columns are {NAMES}: see to {wrong[0]!r}.")
    return names


class _Pile:
    """The cases read so far."""

    def __init__(self, teams: Collection[str], today: date) -> None:
        self._teams, self._today = teams, today
        self.cases: dict[str, Case] = {}
        self._first: dict[str, Place] = {}

    def add(self, row: Mapping[str, str], place: Place) -> None:
        case = _case(row, place, self._teams, self._today)
        if first := self._first.get(case.subject):
            raise BadInput(place, f"subject {case.subject} is already at {first}: keep one of them.")
        self.cases[case.subject], self._first[case.subject] = case, place


def _case(row: Mapping[str, str], place: Place, teams: Collection[str], today: date) -> Case:
    if "" in row:
        raise BadInput(place, "it has more cells than there are columns: remove what is too much.")
    given = {name: value.strip() for name, value in row.items()}
    if given["team"] not in teams:
        raise BadInput(place, f"nobody in the directory works in team {given['team'] or '(none)'}: correct the team.")
    return Case(
        subject=_subject(given["subject"], place),
        team=given["team"],
        last_audited=_day(given.get("last_audited", ""), place, today),
    )


def _subject(said: str, place: Place) -> str:
    """A reference, never a name: what has no digit in it, or a blank, is not repeated in the answer."""
    if not said.strip():
        raise BadInput(place, "subject: it is empty: write the case's reference.")
    try:
        key = _KEY.validate_python(said)
    except ValidationError:
        key = ""
    if not any(letter.isdigit() for letter in key):
        raise BadInput(place, "subject: it looks like a name: write the case's reference, which has a digit in it.")
    return key


def _day(said: str, place: Place, today: date) -> date | None:
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise BadInput(place, f"last_audited: {said[:20]!r} is not a date: write it as 2026-12-31.") from None
    if day > today:
        raise BadInput(place, f"last_audited: {said} is yet to come: correct it.")
    return day
