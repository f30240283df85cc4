"""A small tracker of the invented council, and how it is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from api.drafts import stand_in
from api.tracker.openings import Openings
from api.tracker.reading import Asked, TrackerRead, read_tracker
from domain.audit import Audit
from domain.events import AnyEvent
from domain.evolve import fold
from domain.opening import open_audit
from tests.api.council import NOW, POLICIES, ground
from tests.api.sheets.books import a_book

HEADINGS = ("Ref", "Date", "Team", "Case", "Auditor", "Grade", "Standard", "Found", "Change", "Owner", "Due", "Status",
            "Done", "Signed")  # fmt: skip
MAPPING: dict[str, Any] = {
    "framework": "childrens_social_care",
    "people": {"P. Practice": "pat"},
    "audit": {
        "id": {"column": "Ref", "prefix": "t-"},
        "date": "Date",
        "kind": {"always": "dip_sample"},
        "subject": "Case",
        "team": "Team",
        "auditor": "Auditor",
        "overall": {"column": "Grade", "words": {"RI": "requires_improvement"}},
    },
    "action": {
        "standard": "Standard",
        "finding": "Found",
        "outcome": "Change",
        "owner": "Owner",
        "due": "Due",
        "status": {
            "column": "Status",
            "words": {"Doing": "started", "Done": "claimed", "Closed": "verified", "Not needed": "left_out"},
        },
        "done_on": "Done",
        "verified_by": "Signed",
    },
}
ROW = {
    "Ref": "N/1",
    "Date": "01/09/2026",
    "Team": "North",
    "Case": "C 17",
    "Auditor": "Quinn",
    "Grade": "RI",
    "Standard": "plan_is_smart",
    "Found": "No dates.",
    "Change": "Each step has a date.",
    "Owner": "pat@example.invalid",
    "Due": "15/10/2026",
    "Status": "Open",
}


def a_row(**changes: Any) -> dict[str, Any]:
    return {**ROW, **changes}


def a_tracker(folder: Path, rows: Sequence[dict[str, Any]], mapping: dict[str, Any] | None = None) -> Asked:
    """A workbook of these rows, and its mapping."""
    book = a_book(folder / "tracker.xlsx", HEADINGS, *([row.get(name) for name in HEADINGS] for row in rows))
    written = folder / "mapping.yaml"
    written.write_text(yaml.safe_dump(mapping or MAPPING, sort_keys=False), "utf-8")
    return Asked(book, written)


def read(folder: Path, *rows: dict[str, Any], mapping: dict[str, Any] | None = None) -> TrackerRead:
    """What is read from these rows on a Tuesday morning in November."""
    asked = a_tracker(folder, rows, mapping)
    return read_tracker(asked, ground().policies, ground().directory, NOW, lambda _: None)


def slips(folder: Path, *rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """What cannot be read of these rows."""
    return [one[:3] for one in read(folder, *rows).grouped.slips]


def begun(found: TrackerRead) -> tuple[list[AnyEvent], Audit]:
    """The log of the first audit as it begins, and how it stands then."""
    openings = Openings(found.tracker, ground(), found.framework.framework)
    log = open_audit(openings.opening(found.grouped.audits[0], stand_in), NOW)
    audit = fold(None, log)
    assert audit is not None
    return log, audit


__all__ = ["MAPPING", "NOW", "POLICIES", "a_row", "a_tracker", "begun", "read", "slips"]
