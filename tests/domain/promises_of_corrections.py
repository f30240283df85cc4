"""What must hold of every audit in which something was put right."""

from datetime import datetime
from typing import Any

from domain import events as e
from domain.audit import ActionStatus, Audit
from domain.evolve import evolve
from tests.life import Life


def what_is_put_right_stands_beside_what_it_was(life: Life) -> None:
    """Both versions are in the log, and they are those that the audit went by; the first date stays the first."""
    audit: Audit | None = None
    for event in [*life.log, *life.pending]:
        if audit is None or not isinstance(event, e.Amended):
            audit = evolve(audit, event)
            continue
        before, audit = audit, evolve(audit, event)
        assert event.before != event.after
        _says(before, event, event.before)
        if event.what != "grades":  # an event of their own follows and says so
            _says(audit, event, event.after)
        assert _first_dates(audit) == _first_dates(before)


def an_action_is_about_the_standard_of_its_finding(audit: Audit) -> None:
    for action in audit.actions.values():
        assert action.finding_id is None or audit.findings[action.finding_id] == action.standard


def an_undone_verification_leaves_its_claim(life: Life) -> None:
    claims: dict[str, str] = {}
    audit: Audit | None = None
    for event in [*life.log, *life.pending]:
        audit = evolve(audit, event)
        if isinstance(event, e.ActionClaimed):
            claims[event.action_id] = event.by
        if isinstance(event, e.VerificationUndone):
            action = audit.actions[event.action_id]
            assert (action.status, action.claimed_by) == (ActionStatus.DONE_CLAIMED, claims[event.action_id])
            assert event.by not in (action.owner, action.claimed_by)


def _says(audit: Audit, event: e.Amended, entered: e.Entered) -> None:
    what: Any = audit
    if event.finding_id:
        what = audit.seen[event.finding_id]
    if event.action_id:
        what = audit.actions[event.action_id]
    for field in entered.model_fields_set:
        assert getattr(what, field) == getattr(entered, field)


def _first_dates(audit: Audit) -> dict[str, datetime]:
    return {key: action.original_due_at for key, action in audit.actions.items()}
