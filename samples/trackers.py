"""An invented action tracker of the sample council: `python -m samples.trackers ROWS SEED FILE` writes one."""

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from domain.directory import Directory, Person

HEADINGS = ("Ref", "Audit", "Audited on", "Team", "Case", "Auditor", "Grade", "Practice standard", "What we found",
            "What must change", "Owner", "Due", "Urgent", "Status", "Done on", "Signed off by")  # fmt: skip
STANDARDS = ("Plan is smart", "plan_is_smart", "Voice of the child", "Recording", "Family", "Risk")
FOUND = ("The plan has no dates", "No visit is recorded for two months", "The father is not in the assessment",
         "The chronology stops in spring", "The child's words are not in the record")  # fmt: skip
CHANGES = ("each step has a person and a date", "the child is seen alone every month", "the father has been asked",
           "the chronology is whole", "the child's own words are read at the review")  # fmt: skip
GRADES = ("Good", "RI", "RI", "Inadequate")
STATUSES = ("Open", "Open", "In progress", "Waiting for sign-off", "Complete", "Complete", "No longer needed")
LAST = date(2026, 11, 20)
Cell = str | date | int | bool | None
Line = list[Cell]


class Cast(NamedTuple):
    """Who is in the tracker: auditors, and by team those who own actions."""

    auditors: list[Person]
    teams: dict[str, list[Person]]


def cast_of(directory: Directory) -> Cast:
    """Those of a council that a tracker would name."""
    people = list(directory.people.values())
    owners = [one for one in people if {"practitioner", "team_manager"} & {*one.roles}]
    teams = {team: [one for one in owners if one.team == team] for team in sorted({one.team for one in owners})}
    return Cast([one for one in people if "auditor" in one.roles], teams)


def lines(rows: int, seed: int, cast: Cast, *, broken: float = 0.0, last: date = LAST) -> Iterator[Line]:
    """So many rows under HEADINGS; of each a share cannot be read, in one of the ways in which rows are broken.

    Nothing that happened is later than the day `last`.
    """
    chance = random.Random(seed)  # noqa: S311 - an invented tracker is no secret
    audit, left, head = 0, 0, list[Cell]()
    for number in range(1, rows + 1):
        if left == 0:
            audit, left = audit + 1, chance.randint(1, 9)
            head = _head(audit, cast, chance, last)
        left -= 1
        line = _line(number, head, cast, chance, last)
        yield _broken(line, chance) if chance.random() < broken else line


def _head(audit: int, cast: Cast, chance: random.Random, last: date) -> Line:
    day = last - timedelta(days=chance.randint(20, 260))
    team = chance.choice(sorted(cast.teams))
    auditor = chance.choice(cast.auditors).name
    return [f"TR/{day.year}/{audit}", day, _title(team), f"C-{20_000 + audit}", auditor, chance.choice(GRADES)]


def _line(number: int, head: Line, cast: Cast, chance: random.Random, last: date) -> Line:
    day, team, auditor = head[1], str(head[2]), head[4]
    assert isinstance(day, date)  # noqa: S101 - as `_head` makes it
    owner = chance.choice(cast.teams[team.lower().replace(" ", "-")]).name
    status, found = chance.choice(STATUSES), chance.randrange(len(FOUND))
    done = min(last, day + timedelta(days=chance.randint(1, 60)))
    is_done = status in ("Waiting for sign-off", "Complete")
    return [
        f"A-{number}",
        *head,
        chance.choice(STANDARDS),
        f"{FOUND[found]} ({number}).",
        f"By the next review {CHANGES[found]} ({number}).",
        owner,
        day + timedelta(days=chance.randint(14, 70)),
        "yes" if chance.random() < 0.03 else None,  # noqa: PLR2004 - a few are
        status,
        done if is_done else None,
        auditor if status == "Complete" else None,
    ]


def _broken(line: Line, chance: random.Random) -> Line:
    ways: tuple[tuple[str, Cell], ...] = (
        ("Due", 45_990), ("Due", "end of term"), ("Owner", "Somebody New"), ("Owner", None), ("Status", "Ongoing?"),
        ("Practice standard", "Dates"), ("Audited on", "2.13.2026"), ("What we found", None), ("Grade", True),
    )  # fmt: skip
    heading, cell = chance.choice(ways)
    return [cell if name == heading else one for name, one in zip(HEADINGS, line, strict=True)]


def _title(team: str) -> str:
    return team.replace("-", " ").title()


def write(path: Path, found: Iterator[Line]) -> None:
    """As a workbook, with real dates, or as CSV, with dates as people write them."""
    if path.suffix == ".xlsx":
        book = Workbook(write_only=True)
        page = book.create_sheet("Actions")
        page.append([*HEADINGS])
        for line in found:
            page.append(line)
        book.save(path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEADINGS)
        table.writerows([_as_text(cell) for cell in line] for line in found)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    from api.people_files import read_people

    loaded = read_people(Path(__file__).parent / "people.jsonl")
    everybody = Directory(people={one.person: one for one in loaded.values()})
    rows, seed, name = sys.argv[1:]
    write(Path(name), lines(int(rows), int(seed), cast_of(everybody), broken=0.05))
