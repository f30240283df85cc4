"""What moving to another version of the rules makes of an audit, and moving a date with them."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Action, Audit
from domain.chase import moved as moved_anew
from domain.chase import recounted, refitted
from domain.moments import handover_ladder
from domain.rules import Rules


def _audit_replanned(audit: Audit, event: e.AuditReplanned) -> Audit:
    rules, now = event.rules, event.at
    check = refitted(audit.check, rules.check_ladder, rules, now) if audit.check else None
    handover = refitted(audit.handover, handover_ladder(rules), rules, now) if audit.handover else None
    audit = _second_looks_refitted(audit, event)
    actions = {key: _refitted(action, event) for key, action in audit.actions.items()}
    owners = {**event.owners, **audit.owners}
    return audit.model_copy(
        update={"rules": rules, "owners": owners, "actions": actions, "check": check, "handover": handover}
    )


def _second_looks_refitted(audit: Audit, event: e.AuditReplanned) -> Audit:
    rules, moderating = event.rules, audit.moderating
    if moderating and rules.moderation:
        moderating = refitted(moderating, rules.moderation.ladder, rules, event.at)
    disputes = {
        what: one.model_copy(update={"chase": refitted(one.chase, rules.disputes.ladder, rules, event.at)})
        if one.chase and rules.disputes
        else one
        for what, one in audit.disputes.items()
    }
    return audit.model_copy(update={"moderating": moderating, "disputes": disputes})


def _refitted(action: Action, event: e.AuditReplanned) -> Action:
    rules, claim = event.rules, action.verification
    chase = refitted(action.chase, action.ladder(rules), rules, event.at)
    verification = refitted(claim, rules.verification_ladder, rules, event.at) if claim else None
    if asked := action.extension:
        action = action.with_chase("extension", refitted(asked.chase, rules.extension_ladder, rules, event.at))
    return action.model_copy(update={"chase": chase, "verification": verification})


def action_replanned(action: Action, event: e.ActionReplanned, rules: Rules) -> Action:
    """Its date in force is another; the first one stays."""
    moved = recounted if event.is_by_calendar else moved_anew
    return action.model_copy(update={"chase": moved(action.chase, event.due_at, event.at, rules)})


def _check_replanned(audit: Audit, event: e.CheckReplanned) -> Audit:
    if audit.check is None:
        return audit
    moved = recounted if event.is_by_calendar else moved_anew
    return audit.model_copy(update={"check": moved(audit.check, event.due_at, event.at, audit.rules)})


AFTER_RULES: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.AuditReplanned: _audit_replanned,
    e.CheckReplanned: _check_replanned,
}
