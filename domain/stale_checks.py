"""What must still hold of a notice, one question each; the answer is the reason why it does not, or None."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.action import Action, ActionStatus
from domain.audit import Audit, AuditStatus
from domain.chase import Chase
from domain.moderation import GRADE
from domain.moments import chased

OVER = "The audit is over."
GIVEN = "It is somebody else's now."
FINISHED = "The action is finished."
CLAIMED = "The action is claimed done."
MOVED = "Its date has moved."
PASSED = "Its date has passed: another notice says so."
STANDS = "Its clock stands."
RUNS = "Its clock runs again."
UNDONE = "What it says was undone, or done again, since."
DECIDED = "It is decided."
MET = "Nothing is unmet any more."
RETURNED = "The audit is returned."
ANSWERED = "Somebody acknowledged it."
SETTLED = "It is settled: nobody is chased for it any more."

Check = Callable[[Audit, Any], str | None]
"""The reason why a notice of this event must not leave, if this is one."""


def is_open(audit: Audit, _: e.Event) -> str | None:
    """The audit is not over."""
    return OVER if audit.is_over else None


def theirs(audit: Audit, event: Any) -> str | None:
    """The action is still its owner's."""
    return GIVEN if _action(audit, event).owner != event.owner else None


def unfinished(audit: Audit, event: Any) -> str | None:
    """There is still something to do."""
    return FINISHED if _action(audit, event).is_finished else None


def to_do(audit: Audit, event: Any) -> str | None:
    """It is neither finished nor claimed."""
    is_claimed = _action(audit, event).status is ActionStatus.DONE_CLAIMED
    return unfinished(audit, event) or (CLAIMED if is_claimed else None)


def dated(audit: Audit, event: Any) -> str | None:
    """The date it names is in force."""
    return MOVED if _action(audit, event).due_at != event.due_at else None


def amended_date(audit: Audit, event: e.Amended) -> str | None:
    """So is the date that was put right, if it was."""
    date = event.after.due_at
    return MOVED if date and _action(audit, event).due_at != date else None


def not_passed(audit: Audit, event: Any) -> str | None:
    """The date is still ahead."""
    return PASSED if _action(audit, event).chase.is_overdue else None


def chased_still(audit: Audit, event: Any) -> str | None:
    """Of an action's own date: nothing is said of it while its clock stands, or a dispute about it is open."""
    matters = {one.matter for one in chased(audit) if one.action and one.action.action_id == event.action_id}
    return None if matters & {"action", "safety"} else STANDS


def paused(audit: Audit, event: Any) -> str | None:
    """It is still paused."""
    return None if _action(audit, event).pause else RUNS


def running(audit: Audit, event: Any) -> str | None:
    """It is not paused."""
    return STANDS if _action(audit, event).pause else None


def waiting(audit: Audit, event: e.WaitBegun) -> str | None:
    """It still waits for that other."""
    return None if _action(audit, event).waits_for == event.other else RUNS


def started(audit: Audit, event: Any) -> str | None:
    """It waits for none."""
    return STANDS if _action(audit, event).waits_for else None


def claim_stands(audit: Audit, event: Any) -> str | None:
    """The claim is the one it speaks of."""
    claim = _action(audit, event).verification
    return None if claim and claim.due_at == event.at else DECIDED


def has_status(status: ActionStatus) -> Check:
    """It ended as the notice says."""
    return lambda audit, event: None if _action(audit, event).status is status else UNDONE


def asked_still(audit: Audit, event: e.ExtensionRequested) -> str | None:
    """The same request waits."""
    asked = _action(audit, event).extension
    return None if asked and asked.due_at == event.due_at else DECIDED


def step_stands(audit: Audit, event: e.Escalated | e.PeopleFoundAgain) -> str | None:
    """What the step was about is still chased, by the same date, and nobody acknowledged it."""
    found = [one for one in chased(audit) if one.matter == event.matter and _about(one.action) == event.action_id]
    if not found or (event.matter == "check" and not audit.unmet):
        return SETTLED
    chase = found[0].chase
    if chase.due_at != event.due_at:
        return MOVED
    return ANSWERED if isinstance(event, e.Escalated) and chase.quiet_until and chase.seq >= event.seq else None


def same_line(audit: Audit, event: e.Escalated | e.PeopleFoundAgain) -> str | None:
    """The next step is up the new owner's line; of a safety concern rather too many hear than too few."""
    owner = _action(audit, event).owner if event.matter in ("action", "extension") else audit.auditor
    return GIVEN if event.line_of != owner else None


def nobodys(audit: Audit, _: e.Event) -> str | None:
    """Nobody makes the audit yet."""
    return GIVEN if audit.auditor else None


def of_chase(field: str, done: str) -> Check:
    """What this field chases still is, by the same date; else it is `done`."""

    def check(audit: Audit, event: Any) -> str | None:
        chase: Chase | None = getattr(audit, field)
        if chase is None:
            return done
        return MOVED if chase.due_at != event.due_at else None

    return check


def ahead(field: str) -> Check:
    """The date of what this field chases is still ahead."""

    def check(audit: Audit, _: e.Event) -> str | None:
        chase: Chase | None = getattr(audit, field)
        return PASSED if chase and chase.is_overdue else None

    return check


def unmet(audit: Audit, _: e.Event) -> str | None:
    """A standard is still to be shown met."""
    return None if audit.unmet else MET


def of_auditor(audit: Audit, event: Any) -> str | None:
    """The audit is still the same auditor's."""
    return GIVEN if audit.auditor != event.auditor else None


def given_away(audit: Audit, event: e.AuditReallocated) -> str | None:
    """It was not given back."""
    return UNDONE if audit.auditor == event.before else None


def disputed(audit: Audit, event: e.DisputeOpened) -> str | None:
    """The dispute is still open."""
    what = event.action_id or GRADE
    one = audit.disputes.get(what)
    is_same = one and one.chase and one.chase.due_at == event.due_at and audit.is_disputed(what)
    return None if is_same else DECIDED


def handed_still(audit: Audit, event: e.AuditHandedOver) -> str | None:
    """It is still handed over as the notice says."""
    return None if audit.handover and audit.handover.due_at == event.at else UNDONE


def slipped_still(audit: Audit, event: e.StandardSlipped) -> str | None:
    """The standard is still unmet."""
    return UNDONE if audit.standards[event.standard].is_met else None


def audit_is(status: AuditStatus) -> Check:
    """The audit stands as the notice says."""
    return lambda audit, _: None if audit.status is status else UNDONE


def _action(audit: Audit, event: Any) -> Action:
    return audit.actions[event.action_id]


def _about(action: Action | None) -> str | None:
    return action.action_id if action else None
