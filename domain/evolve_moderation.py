"""What moderation and disputes make of an audit."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import events as e
from domain.audit import Action, Audit
from domain.chase import Chase, begin
from domain.moderation import GRADE, Dispute, Moderation
from domain.rules import Rules
from domain.values import Key


def _waiting(due_at: datetime, rules: Rules) -> Chase:
    """A chase that only its ladder follows: whoever was asked is not reminded beforehand."""
    return Chase(due_at=due_at, is_overdue=True, reminders=len(rules.reminders))


def _drawn(audit: Audit, event: e.ModerationDrawn) -> Audit:
    chase = _waiting(event.due_at, audit.rules) if event.due_at else None
    return audit.model_copy(update={"moderation": Moderation(is_chosen=event.is_chosen), "moderating": chase})


def _moderated(audit: Audit, event: e.GradeModerated) -> Audit:
    given = Moderation(
        is_chosen=True, at=event.at, by=event.by, overall=event.overall, grades=event.grades, first=event.before
    )
    return audit.model_copy(update={"moderation": given, "moderating": None})


def _opened(audit: Audit, event: e.DisputeOpened) -> Audit:
    dispute = Dispute(by=event.by, in_place_of=event.in_place_of, chase=_waiting(event.due_at, audit.rules))
    return _with_dispute(audit, event.action_id, dispute)


def _decided(audit: Audit, event: e.DisputeDecided) -> Audit:
    known = audit.disputes[event.action_id or GRADE]
    decided = known.model_copy(update={"chase": None, "is_upheld": event.is_upheld})
    after = _with_dispute(audit, event.action_id, decided)
    if event.action_id is None:
        return after
    action = released(audit.actions[event.action_id], event.at, audit.rules)
    return after.model_copy(update={"actions": {**after.actions, event.action_id: action}})


def released(action: Action, at: datetime, rules: Rules) -> Action:
    """Its ladder stood still while it was disputed: it goes on from now, and reminders of then are gone."""
    if action.is_safety:
        return action
    gone = max(action.chase.reminders, begin(action.due_at, at, rules).reminders)
    told_at = max(at, action.chase.told_at or at)
    chase = action.chase.model_copy(update={"told_at": told_at, "reminders": gone})
    return action.model_copy(update={"chase": chase})


def _with_dispute(audit: Audit, action_id: Key | None, dispute: Dispute) -> Audit:
    return audit.model_copy(update={"disputes": {**audit.disputes, action_id or GRADE: dispute}})


def with_dispute_chase(audit: Audit, action_id: Key | None, change: Callable[[Chase], Chase | None]) -> Audit:
    """The audit once the chase of this dispute is another; of one that was decided there is none any more."""
    dispute = audit.disputes.get(action_id or GRADE)
    if dispute is None or dispute.chase is None:
        return audit
    return _with_dispute(audit, action_id, dispute.model_copy(update={"chase": change(dispute.chase)}))


AFTER_MODERATION: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.ModerationDrawn: _drawn,
    e.GradeModerated: _moderated,
    e.DisputeOpened: _opened,
    e.DisputeDecided: _decided,
}
