"""What each event about an action makes of it."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.action_facts import LastClaim
from domain.audit import Action, ActionStatus
from domain.chase import Chase, begin, told_at_once
from domain.evolve_extension import AFTER_EXTENSION, STANDS_STILL_NO_MORE
from domain.evolve_rules import action_replanned
from domain.rules import Rules

Change = Callable[[Action, Any, Rules], Action]
ANEW: dict[str, Any] = {"extensions": 0, "pause_limit": None}
NO_CLAIM: dict[str, Any] = {"verification": None, "claimed_by": None, "last_claim": None}


def _to(status: ActionStatus) -> Change:
    def change(action: Action, _: e.OfAction, __: Rules) -> Action:
        return action.model_copy(update={"status": status, **NO_CLAIM})

    return change


def _ended(status: ActionStatus) -> Change:
    def change(action: Action, _: e.OfAction, __: Rules) -> Action:
        return action.model_copy(update={"status": status, "waits_for": None, **STANDS_STILL_NO_MORE, **NO_CLAIM})

    return change


def _verified(action: Action, event: e.ActionVerified, rules: Rules) -> Action:
    claim = action.last_claim
    if claim is None and action.claimed_by and action.verification:
        claim = LastClaim(by=action.claimed_by, at=action.verification.due_at)
    return _ended(ActionStatus.VERIFIED)(action, event, rules).model_copy(update={"last_claim": claim})


def _undone(action: Action, event: e.VerificationUndone, rules: Rules) -> Action:
    claimed_by = action.last_claim.by if action.last_claim else None
    claim = {"verification": told_at_once(event.at, rules), "claimed_by": claimed_by}
    return action.model_copy(update={"status": ActionStatus.DONE_CLAIMED, **claim})


def _accepted(action: Action, _: e.ActionAccepted, __: Rules) -> Action:
    return action.model_copy(update={"is_accepted": True})


def _reassigned(action: Action, event: e.ActionReassigned, _: Rules) -> Action:
    return action.model_copy(update={"owner": event.owner, "is_accepted": False})


def _claimed(action: Action, event: e.ActionClaimed, rules: Rules) -> Action:
    waiting = Chase(due_at=event.at, is_overdue=True, reminders=len(rules.reminders))
    claim = {"verification": waiting, "claimed_by": event.by, **STANDS_STILL_NO_MORE}
    return action.model_copy(update={"status": ActionStatus.DONE_CLAIMED, **claim})


def _sent_back(action: Action, event: e.ActionSentBack, rules: Rules) -> Action:
    # The ladder stood still while the claim was looked at: it goes on from now, and reminders of then are gone.
    gone = max(action.chase.reminders, begin(action.due_at, event.at, rules).reminders)
    told_at = max(event.at, action.chase.told_at or event.at)  # later where a date that had passed was moved ahead
    chase = action.chase.model_copy(update={"told_at": told_at, "reminders": gone})
    return action.model_copy(update={"status": ActionStatus.OPEN, "chase": chase, **NO_CLAIM})


def _acknowledged(action: Action, event: e.ActionAcknowledged, _: Rules) -> Action:
    heard = action.model_copy(update={"concern": None})
    # Whoever answers a concern before it is late has bought no silence of the ladder.
    return heard if action.concern and not action.chase.step else _chased(heard, quiet_until=event.until)


def _carried(action: Action, event: e.ActionCarried, rules: Rules) -> Action:
    fresh = begin(event.due_at, event.at, rules)
    afresh = {"status": ActionStatus.OPEN, "cycle": event.cycle, "chase": fresh, "is_accepted": False}
    clock = {"since": event.at, "is_by_rule": True} if rules.keeps_clocks else {}
    return action.model_copy(update={**afresh, **clock, **NO_CLAIM, **STANDS_STILL_NO_MORE, **ANEW})


def _reminded(action: Action, event: e.ActionReminded, _: Rules) -> Action:
    return _chased(action, reminders=event.number)


def _overdue(action: Action, _: e.ActionOverdue, __: Rules) -> Action:
    return _chased(action, is_overdue=True)


def _chased(action: Action, **update: Any) -> Action:
    return action.model_copy(update={"chase": action.chase.model_copy(update=update)})


AFTER_ACTION: dict[type[e.OfAction], Change] = {
    e.ActionAccepted: _accepted,
    e.ActionBegun: _to(ActionStatus.IN_PROGRESS),
    e.ActionReassigned: _reassigned,
    e.ActionClaimed: _claimed,
    e.ActionVerified: _verified,
    e.VerificationUndone: _undone,
    e.ActionSentBack: _sent_back,
    e.ActionCancelled: _ended(ActionStatus.CANCELLED),
    e.ActionOvertaken: _ended(ActionStatus.OVERTAKEN),
    e.ActionAcknowledged: _acknowledged,
    e.ActionCarried: _carried,
    e.ActionReminded: _reminded,
    e.ActionOverdue: _overdue,
    e.ActionReplanned: action_replanned,
    **AFTER_EXTENSION,
}
