"""What happens to an audit until it is returned, and words that its story must have."""

from datetime import UTC, date, datetime
from typing import Any

from domain import events as e
from domain.returned import Sought, Views
from domain.rules import Rules
from domain.values import TextRef

MORNING = datetime(2026, 11, 3, 9, tzinfo=UTC)
FRIDAY_ENDS = datetime(2026, 11, 7, tzinfo=UTC)
NOTE = TextRef(id="t-1", digest="d")
HEAD: dict[str, Any] = {"seq": 1, "at": MORNING, "by": "p-1"}
DUE: dict[str, Any] = {**HEAD, "auditor": "p-2", "due_at": FRIDAY_ENDS}
_NOTHING: dict[str, Any] = {}
_RULES = Rules.model_construct(**_NOTHING)


def planned(**fields: Any) -> e.AuditPlanned:
    about: dict[str, Any] = {"audit_id": "x-1", "audit_kind": "case_file", "subject": "child-17", "team": "north"}
    return e.AuditPlanned.model_construct(**HEAD, **about | fields, allocate_by=FRIDAY_ENDS, rules=_RULES)


def returned(**fields: Any) -> e.AuditReturned:
    given: dict[str, Any] = {**DUE, "by": "p-2", "overall": "good", "rules": _RULES} | fields
    return e.AuditReturned.model_construct(**given)


RETURNS: list[tuple[e.AnyEvent, str]] = [
    (planned(), "Maya Brook planned the case file audit of child-17."),
    (
        planned(month="2026-12", return_by=date(2026, 12, 18)),
        "child-17 for the programme of 2026-12, to be returned by Friday 18 December 2026.",
    ),
    (
        e.AuditAllocated(**DUE),
        "Maya Brook allocated the audit to Tom Ash, to be returned by the end of Friday 6 November 2026.",
    ),
    (
        e.AuditReallocated(**DUE, before="p-3", reason=NOTE),
        "reallocated the audit from Ines Holt to Tom Ash, still to be returned by the end of Friday 6 November 2026: “",
    ),
    (e.ReturnReminded(**DUE, number=1), "Tom Ash was reminded that the return was due by the end of Friday"),
    (e.ReturnReminded(**DUE, number=1, is_superseded=True), "came too late to help and was left out."),
    (e.ReturnOverdue(**DUE), "The return, due by the end of Friday 6 November 2026, became overdue."),
    (returned(), "Tom Ash returned the audit, graded good overall. Whose views were sought"),
    (returned(is_late=True), "Tom Ash returned the audit, late, graded good overall."),
    (returned(worker_took_part=True), "Child's views: not said. Family's views: not said. The worker took part: yes."),
    (returned(worker_took_part=False, worker_absence=NOTE), "The worker took part: no, “the plan was missing”."),
    (
        returned(views=Views(child=Sought(how=(NOTE,)), family=Sought(why_not=NOTE))),
        "Child's views: sought by “the plan was missing”. Family's views: not sought, “the plan was missing”.",
    ),
    (
        e.Escalated(**HEAD, matter="return", level=2, role="director", line_of="p-2", due_at=MORNING),
        "The return was overdue: it went to the director (level 2).",
    ),
    (
        e.Escalated(**HEAD, matter="allocation", level=1, role="planner", line_of="p-2", to="p-2", due_at=MORNING),
        "Nobody made the audit yet: it went to the planner (level 1).",
    ),
]
