"""A valid request for every route, about an audit of a walker's."""

from collections.abc import Callable
from typing import Any, NamedTuple

from api.access import Relation
from tests.api.council import a_finding, handed_in
from tests.api.http.walked import KEEPER, Walker

REASON = {"reason": "It was looked into."}
COUNCIL = {"framework": "childrens_social_care"}
DIGEST = "sha256:" + "0" * 64


class Ask(NamedTuple):
    """Somebody about to ask a route of an audit, their own or its twin."""

    walker: Walker
    audit_id: str


def _audit(ask: Ask) -> dict[str, Any]:
    known = {"team": ask.walker.team, "auditor": ask.walker.to(Relation.AUDITED), "worker": ask.walker.worker}
    findings = [a_finding(owner=ask.walker.to(Relation.OWN))]
    return handed_in(audit_id=ask.audit_id, framework="childrens_social_care", findings=findings, grades={}, **known)


def _plan(ask: Ask) -> dict[str, Any]:
    known = {"audit_id": ask.audit_id, "kind": "case_file", "framework": "childrens_social_care", "subject": "c-1"}
    return {**known, "team": ask.walker.team, "auditor": ask.walker.to(Relation.AUDITED)}


_COUNTS = {"standard": "visits", "period_from": "2026-10-01", "period_to": "2026-10-31", "met": 1, "total": 2}
SAID: dict[str, Callable[[Ask], dict[str, Any]]] = {
    "MeasurementForm": lambda ask: {**_COUNTS, "standard": "referral_decision", "team": ask.walker.team},
    "AbsenceForm": lambda _: {"first_day": "2027-01-04", "last_day": "2027-01-08"},
    "AddWebhookForm": lambda _: {
        "name": "board",
        "url": "https://board.invalid/x",
        "secret": "WEBHOOK_SECRET_BOARD",
        **REASON,
    },
    "AddActionForm": lambda ask: {
        "action_id": "x-1",
        "standard": "visits",
        "title": "More",
        "owner": ask.walker.worker,
    },
    "AllocateForm": lambda ask: {"auditor": ask.walker.worker},
    "AmendForm": lambda _: {"subject": "case-put-right", **REASON},
    "AuditForm": _audit,
    "Because": lambda _: REASON,
    "CaseloadForm": lambda ask: {"cases": [{"subject": "c-1", "team": ask.walker.team}]},
    "ClaimForm": lambda _: {"evidence": [{"reference": "plan.pdf", "digest": DIGEST}], "note": "Done."},
    "ExemptForm": lambda ask: {"person": ask.walker.worker, "until": "2999-12-31", **REASON, **COUNCIL},
    "ExtensionForm": lambda _: {"due": "2027-01-15", **REASON},
    "ViewForm": lambda _: {"given_on": "2026-10-01", "way": "visit", "text": "I was not asked."},
    "DecideForm": lambda _: {"is_upheld": False, "note": "It stands."},
    "DecideGradeForm": lambda _: {"is_upheld": False, "note": "It stands."},
    "HandOverForm": lambda _: {"to": KEEPER, **REASON},
    "JudgeForm": lambda _: {"standard": "visits", "is_met": True},
    "LiftForm": lambda _: REASON,
    "ManyForm": lambda ask: {"audits": [_audit(ask)]},
    "MonthForm": lambda _: COUNCIL,
    "MeasureForm": lambda _: _COUNTS,
    "ModerateForm": lambda _: {"overall": "good"},
    "NoteForm": lambda _: {"text": "Seen with the family."},
    "Nothing": lambda _: {},
    "PlanForm": _plan,
    "PauseForm": lambda _: REASON,
    "Reason": lambda _: REASON,
    "ReallocateForm": lambda ask: {"auditor": ask.walker.worker, **REASON},
    "ReassignForm": lambda ask: {"owner": ask.walker.worker},
    "ReopenForm": lambda _: {"standard": "visits", **REASON},
    "ReplanForm": lambda _: {"version": 2, **REASON},
    "OpenForm": lambda _: {},
    "DeclineForm": lambda _: REASON,
    "ComplimentForm": lambda ask: {"standard": "risk_analysed", "audit_id": ask.audit_id, "text": "Good.", **COUNCIL},
    "WaitForm": lambda _: {"other": "a-2"},
    "ResendForm": lambda ask: {"notices": [f"{ask.audit_id}/2/opened/somebody"], **REASON},
    "RestrictForm": lambda ask: {"named": [ask.walker.person], **REASON},
    "RetryForm": lambda _: {"events": [1], **REASON},
}
"""A valid request of each form; a form that is not here fails its route's test: add it."""
EVENT = {
    "specversion": "1.0", "type": "org.example.unknown", "source": "/tests", "id": "e-1", "data": {}
}  # fmt: skip
