"""One event for each notice, and the letter it leads to."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain import events as e
from domain.values import TextRef
from storage.letter import Letter, Proposed

NINE = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 7, 0, 0, tzinfo=UTC)
WORDS = TextRef(id="t-1", digest="d")
_HEAD: dict[str, Any] = {"seq": 7, "at": NINE}
_ACTION: dict[str, Any] = _HEAD | {"action_id": "a-1", "owner": "p-1"}
_OPENED: dict[str, Any] = _ACTION | {"standard": "s-1", "title": "T", "outcome": "O", "due_at": DUE}
_STEP: dict[str, Any] = _HEAD | {"level": 2, "role": "team_manager", "line_of": "p-1", "due_at": DUE}
_CHECK: dict[str, Any] = _HEAD | {"due_at": DUE, "auditor": "p-2"}

EVENTS: dict[str, e.AnyEvent] = {
    "opened": e.ActionOpened(**_OPENED),
    "safety": e.ActionOpened(**_OPENED, is_safety=True),
    "reassigned": e.ActionReassigned(**_ACTION, before="p-0"),
    "claimed": e.ActionClaimed(**_HEAD, action_id="a-1", evidence=(), note=WORDS, auditor="p-2"),
    "verified": e.ActionVerified(**_ACTION),
    "sent_back": e.ActionSentBack(**_ACTION, reason=WORDS),
    "cancelled": e.ActionCancelled(**_ACTION, reason=WORDS),
    "overtaken": e.ActionOvertaken(**_ACTION),
    "carried": e.ActionCarried(**_ACTION, due_at=DUE, cycle=2),
    "replanned": e.ActionReplanned(**_ACTION, due_at=DUE, before=NINE),
    "check_replanned": e.CheckReplanned(**_CHECK, before=NINE),
    "date_replanned": e.DateReplanned(**_HEAD, what="return", due_at=DUE, before=NINE, role="auditor", line_of="p-2"),
    "action_amended": e.Amended(
        **_ACTION, what="action", auditor="p-2", before=e.Entered(), after=e.Entered(), reason=WORDS
    ),
    "audit_amended": e.Amended(
        **_HEAD, what="subject", auditor="p-2", before=e.Entered(), after=e.Entered(), reason=WORDS
    ),
    "reopened": e.AuditReopened(**_HEAD, before="closed", auditor="p-2", standard="risk_analysed", reason=WORDS),
    "claimed_again": e.VerificationUndone(**_ACTION, auditor="p-2", reason=WORDS),
    "verify_undone": e.VerificationUndone(**_ACTION, auditor="p-2", reason=WORDS),
    "reminder": e.ActionReminded(**_ACTION, due_at=DUE, number=1),
    "overdue": e.ActionOverdue(**_ACTION, due_at=DUE),
    "escalation_action": e.Escalated(**_STEP, matter="action", action_id="a-1"),
    "escalation_safety": e.Escalated(**_STEP, matter="safety", action_id="a-1"),
    "escalation_concern": e.Escalated(**_STEP, matter="concern", action_id="a-1"),
    "escalation_verification": e.Escalated(**_STEP, matter="verification", action_id="a-1"),
    "extension_asked": e.ExtensionRequested(**_ACTION, due_at=DUE, before=DUE, decide_by=DUE, reason=WORDS),
    "escalation_extension": e.Escalated(**_STEP, matter="extension", action_id="a-1"),
    "extension_granted": e.ExtensionGranted(**_ACTION, due_at=DUE, before=NINE),
    "extension_refused": e.ExtensionRefused(**_ACTION, asked_by="p-1", due_at=DUE, reason=WORDS),
    "paused": e.ActionPaused(**_ACTION, until=DUE, latest=DUE, reason=WORDS),
    "resumed": e.ActionResumed(**_ACTION, due_at=DUE, before=NINE),
    "waits": e.WaitBegun(**_ACTION, other="a-2"),
    "clock_started": e.ClockStarted(**_ACTION, other="a-2", because="finished", due_at=DUE, before=NINE),
    "escalation_check": e.Escalated(**_STEP, matter="check"),
    "escalation_handover": e.Escalated(**_STEP, matter="handover"),
    "allocated": e.AuditAllocated(**_CHECK),
    "reallocated": e.AuditReallocated(**_CHECK, before="p-1", reason=WORDS),
    "return_reminder": e.ReturnReminded(**_CHECK, number=1),
    "response_extended": e.ResponseExtended(**_CHECK, before=NINE, reason=WORDS),
    "return_overdue": e.ReturnOverdue(**_CHECK),
    "escalation_return": e.Escalated(**_STEP, matter="return"),
    "escalation_allocation": e.Escalated(**_STEP, matter="allocation"),
    "moderation": e.ModerationDrawn(
        **_HEAD, is_chosen=True, because="grade", due_at=DUE, role="moderator", line_of="p-2"
    ),
    "grade_confirmed": e.GradeModerated(**_HEAD, auditor="p-2", overall="good", before="good", is_confirmed=True),
    "grade_changed": e.GradeModerated(**_HEAD, auditor="p-2", overall="good", before="poor", is_confirmed=False),
    "dispute": e.DisputeOpened(
        **_HEAD, action_id="a-1", reason=WORDS, due_at=DUE, role="service_manager", line_of="p-2"
    ),
    "dispute_decided": e.DisputeDecided(**_HEAD, is_upheld=True, disputed_by="p-1", auditor="p-2", note=WORDS),
    "escalation_moderation": e.Escalated(**_STEP, matter="moderation"),
    "escalation_dispute": e.Escalated(**_STEP, matter="dispute"),
    "checking": e.CheckingStarted(**_CHECK, standards=("chronology_current", "risk_analysed")),
    "view_heard": e.ChildsViewHeard(**_HEAD, auditor="p-2", given_on=NINE.date(), way="advocate", text=WORDS),
    "watching": e.WatchingStarted(**_HEAD, until=DUE, auditor="p-2", standards=("chronology_current",)),
    "slipped": e.StandardSlipped(**_HEAD, standard="risk_analysed", auditor="p-2"),
    "check_reminder": e.CheckReminded(**_CHECK, number=1),
    "check_overdue": e.CheckOverdue(**_CHECK),
    "handed_over": e.AuditHandedOver(**_HEAD, role="director", line_of="p-1", because="last_cycle"),
    "mentioned": e.ActionAccepted(**_ACTION),
    "closed": e.AuditClosed(**_HEAD, auditor="p-2"),
    "withdrawn": e.AuditWithdrawn(**_HEAD, auditor="p-2", reason=WORDS),
}


PROPOSED = Proposed(standards=("chronology_current",), of="team", place="north", audits=3)
_ABOUT_NO_AUDIT = dict.fromkeys(("audit_kind", "subject", "team", "overall"))
OF_PROPOSALS = {"theme_proposed", "theme_reminder", "escalation_theme"}
"""Notices that no event of an audit's log asks for."""


def a_letter(notice: str = "overdue", **facts: Any) -> Letter:
    """The letter of one notice to Olwen Example, whose action a-1 was due by the end of Friday 6 November 2026."""
    if notice in OF_PROPOSALS:
        facts = {**_ABOUT_NO_AUDIT, "proposed": PROPOSED, **facts}
    event = EVENTS.get(notice)
    action_id = getattr(event, "action_id", None)
    known: dict[str, Any] = {
        "notice_id": f"x-1/7/{notice}/p-1",
        "audit_id": "x-1",
        "seq": 7,
        "action_id": action_id,
        "notice": notice,
        "role": "team_manager" if notice.startswith("escalation") else "owner",
        "person": "p-1",
        "is_urgent": notice.endswith(("safety", "concern")),
        "attempts": 0,
        "leased_until": NINE + timedelta(minutes=1),
        "name": "Olwen Example",
        "mail": "olwen@council.example",
        "audit_kind": "case_file",
        "subject": "case-12",
        "team": "north",
        "overall": "requires_improvement",
        "title": "Write the chronology up to date" if action_id else None,
        "owner_name": "Ottilie Example" if action_id else None,
        "due_at": DUE if action_id else None,
        "original_due_at": DUE if action_id else None,
        "unmet": ("chronology_current", "risk_analysed"),
        "measured": ("risk_analysed",),
        "shape": 1,
        "body": event.model_dump_json() if event else None,
    }
    return Letter(**(known | facts))
