"""Which change of an audit makes a notice stale: what it says is not so any more, or what it asks is asked no longer.

One table says what must still hold of each notice. It is read against the audit as it stands when the notice would
leave, so that whatever was changed and changed back is as if it had never been. What follows from the change, such
as a new date, is a notice of its own. Each reason is a sentence of stale_checks.py.
"""

from domain import events as e
from domain.action import ActionStatus
from domain.audit import Audit, AuditStatus
from domain.stale_checks import (
    DECIDED,
    RETURNED,
    SETTLED,
    Check,
    ahead,
    amended_date,
    asked_still,
    audit_is,
    chased_still,
    claim_stands,
    dated,
    disputed,
    given_away,
    handed_still,
    has_status,
    is_open,
    nobodys,
    not_passed,
    of_auditor,
    of_chase,
    paused,
    running,
    same_line,
    slipped_still,
    started,
    step_stands,
    theirs,
    to_do,
    unfinished,
    unmet,
    waiting,
)
from domain.stale_dates import counted


def stale(notice: str, event: e.Event, audit: Audit) -> str | None:
    """Why a notice of this event must not leave any more, in a sentence; None if it may, or is none of this audit's."""
    checks = STANDS_AS_LONG_AS.get(notice, ())
    return next((reason for check in checks if (reason := check(audit, event))), None)


_ASKED: tuple[Check, ...] = (is_open, theirs, to_do)
_TOLD: tuple[Check, ...] = (is_open, theirs, unfinished)
_CLAIM: tuple[Check, ...] = (is_open, claim_stands)
_STEP: tuple[Check, ...] = (is_open, step_stands)
_CHECK: tuple[Check, ...] = (is_open, of_chase("check", SETTLED), unmet)
_RETURN: tuple[Check, ...] = (is_open, of_auditor, of_chase("returning", RETURNED))
STANDS_AS_LONG_AS: dict[str, tuple[Check, ...]] = {
    "opened": (*_ASKED, dated),
    "safety": (*_ASKED, dated),
    "reassigned": _TOLD,
    "claimed": _CLAIM,
    "verified": (has_status(ActionStatus.VERIFIED),),
    "sent_back": _ASKED,
    "cancelled": (has_status(ActionStatus.CANCELLED),),
    "overtaken": (has_status(ActionStatus.OVERTAKEN),),
    "carried": (*_ASKED, dated),
    "replanned": (*_TOLD, dated),
    "reminder": (*_ASKED, dated, not_passed, chased_still),
    "overdue": (*_ASKED, dated, chased_still),
    "escalation_action": (*_STEP, same_line),
    "escalation_safety": _STEP,
    "escalation_concern": _STEP,
    "escalation_verification": _STEP,
    "escalation_check": _STEP,
    "escalation_handover": _STEP,
    "moderation": (is_open, of_chase("moderating", DECIDED)),
    "grade_confirmed": (),
    "grade_changed": (),
    "dispute": (is_open, disputed),
    "dispute_decided": (),
    "escalation_moderation": _STEP,
    "escalation_dispute": _STEP,
    "checking": _CHECK,
    "view_heard": (),
    "watching": (audit_is(AuditStatus.WATCHING),),
    "slipped": (is_open, slipped_still),
    "check_replanned": _CHECK,
    "check_reminder": (*_CHECK, ahead("check")),
    "check_overdue": _CHECK,
    "handed_over": (is_open, handed_still),
    "closed": (audit_is(AuditStatus.CLOSED),),
    "withdrawn": (audit_is(AuditStatus.WITHDRAWN),),
    "allocated": _RETURN,
    "reallocated": (given_away,),
    "return_reminder": (*_RETURN, ahead("returning")),
    "response_extended": _RETURN,
    "return_overdue": _RETURN,
    "escalation_return": (*_STEP, same_line),
    "escalation_allocation": (nobodys, *_STEP),
    "extension_asked": (is_open, theirs, asked_still),
    "escalation_extension": (*_STEP, same_line),
    "extension_granted": (*_ASKED, dated),
    "extension_refused": (*_ASKED, dated),
    "paused": (*_TOLD, paused),
    "resumed": (*_TOLD, running, dated),
    "waits": (*_TOLD, waiting),
    "clock_started": (*_TOLD, started, dated),
    "action_amended": (is_open, theirs, amended_date),
    "audit_amended": (),
    "reopened": (is_open,),
    "claimed_again": _CLAIM,
    "verify_undone": (*_CLAIM, theirs),
    "date_replanned": (is_open, counted),
    "mentioned": (),
    "theme_proposed": (),
    "theme_reminder": (),
    "escalation_theme": (),
}
"""What must hold of each notice for it to leave; of one with nothing here it is news that stays true.

A mention goes with its note, and is withheld where that is taken away; of a proposal, once it is decided.
"""
