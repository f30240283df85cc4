"""Larkmoor with moderation and disputes: Swift moderates from outside the audited team, Moss decides."""

from typing import Any

from domain import commands as c
from domain.directory import Directory
from domain.event import ENGINE
from domain.rules import Rules
from tests.builders import HERON, LINE, MOSS, VISITS, WREN, a_directory, a_finding, a_person, a_start, some_rules
from tests.life import Life

SWIFT = "swift"


def _ladder(*steps: tuple[str, str]) -> dict[str, Any]:
    return {"steps": [{"after": after, "role": role} for after, role in steps], "every": "5wd"}


SECTIONS: dict[str, Any] = {
    "roles": ["auditor", "quality_assurance", "performance", "moderator"],
    "moderation": {
        "share": 50,
        "always": ["inadequate"],
        "within": "10wd",
        "role": "moderator",
        "ladder": _ladder(("0wd", "moderator"), ("3wd", LINE[3])),
    },
    "disputes": {
        "within": "10wd",
        "decide_within": "5wd",
        "decider": LINE[2],
        "ladder": _ladder(("1wd", LINE[3]), ("5wd", LINE[4])),
    },
}


def moderated_rules(overall: str = "inadequate", **changes: Any) -> Rules:
    return some_rules(overall, **SECTIONS, **changes)


def moderated_people() -> Directory:
    """Heron reports to Swift, who is of another team than the audited one."""
    people = a_directory().people
    swift = a_person(SWIFT, "moderator", MOSS).model_copy(update={"team": "quality"})
    heron = people[HERON].model_copy(update={"manager": SWIFT})
    return Directory(people={**people, SWIFT: swift, HERON: heron})


def drawn(life: Life, *, is_drawn: bool = False) -> Life:
    command = c.DrawModeration(command_id="larkmoor-1/moderation", by=ENGINE, is_drawn=is_drawn)
    life.send(command)
    return life


def a_moderated_life(*findings: c.FindingSeen, overall: str = "inadequate", is_drawn: bool = False) -> Life:
    """An audit of Heron's, drawn or chosen by its grade."""
    start = a_start(
        *(findings or (a_finding(VISITS, owner=WREN),)),
        overall=overall,
        rules=moderated_rules(overall),
    )
    return drawn(Life(start, moderated_people()), is_drawn=is_drawn)
