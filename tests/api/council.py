"""A small invented council, and what it hands in, for tests of the doors."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.errors import Place
from api.form_slips import read_form
from api.forms import AuditForm
from api.lines import Line
from api.openings import Ground
from api.policies import Policies
from domain.directory import Directory, Person

POLICIES = Path(__file__).parent.parent.parent / "policies"
NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)

_PEOPLE = (
    ("dee", "director", None),
    ("ada", "assistant_director", "dee"),
    ("hal", "head_of_service", "ada"),
    ("sam", "service_manager", "hal"),
    ("tess", "team_manager", "sam"),
    ("pat", "practitioner", "tess"),
    ("quinn", "auditor", "hal"),
    ("quest", "quality_assurance", "hal"),
    ("otto", "operator", "hal"),
)


def people() -> list[Person]:
    """A reporting line from a practitioner to the director, and two who audit."""
    return [
        Person(
            person=who,
            name=who.capitalize(),
            mail=f"{who}@example.invalid",
            roles=(role,),
            team="quality" if who.startswith("q") else "north",
            manager=manager,
        )
        for who, role, manager in _PEOPLE
    ]


def ground() -> Ground:
    """The council's policies and people on a Tuesday morning."""
    return Ground(Policies(POLICIES), Directory(people={one.person: one for one in people()}), NOW)


def a_finding(**changes: Any) -> dict[str, Any]:
    """A finding as it is handed in."""
    return {"standard": "plan_is_smart", "met": False, "text": "No dates in the plan.", **changes}


def handed_in(**changes: Any) -> dict[str, Any]:
    """An audit as it is handed in."""
    return {
        "audit_id": "north-1",
        "kind": "dip_sample",
        "framework": "demo",
        "subject": "record-17",
        "team": "north",
        "auditor": "quinn",
        "worker": "pat",
        "overall": "requires_improvement",
        "grades": {"planning": "inadequate", "family": "good"},
        "findings": [a_finding()],
        **changes,
    }


def a_line(said: Any) -> Line:
    """Line 3 of a file."""
    return Line(Place("audits.jsonl", 3), said if isinstance(said, str) else json.dumps(said))


def a_form(**changes: Any) -> AuditForm:
    """An audit, read from its line."""
    return read_form(AuditForm, a_line(handed_in(**changes)))
