"""The dates that are somebody's in one audit: what they must have done, looked at or decided, and by when."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from domain.action import Action
from domain.audit import Audit, AuditStatus
from domain.calendar import step_at
from domain.moderation import GRADE
from domain.values import Key

ASKED_OF = {
    "extension_asked": "extension",
    "escalation_extension": "extension",
    "dispute": "dispute",
    "escalation_dispute": "dispute",
    "moderation": "moderation",
    "escalation_moderation": "moderation",
}
"""The notices that ask somebody for a decision, and of what."""


class Asked(NamedTuple):
    """A decision that somebody was asked for; `action_id` is empty when it is about the audit."""

    matter: str
    action_id: str = ""


class DueDate(NamedTuple):
    """One date: `key` names it within its audit for as long as it is there; `title` is the framework's or nobody's."""

    key: str
    what: str
    title: str
    due_at: datetime
    action_id: Key | None = None


def due_dates(audit: Audit, person: Key, asked: Collection[Asked]) -> list[DueDate]:
    """What is still to be done by this person, who was asked for these decisions; nothing once an audit is over."""
    if audit.is_over:
        return []
    found = [*_owned(audit, person), *_decisions(audit, asked)]
    return [*found, *_audited(audit)] if audit.auditor == person else found


def _owned(audit: Audit, person: Key) -> Iterator[DueDate]:
    for one in audit.actions.values():
        if one.owner == person and one.has_clock:
            what = "Safety concern due" if one.is_safety else "Action due"
            yield DueDate(one.action_id, what, _title(one), one.due_at, one.action_id)


def _audited(audit: Audit) -> Iterator[DueDate]:
    if audit.is_awaited and audit.return_by:
        yield DueDate("return", "Return of the audit due", "", audit.return_by)
    if audit.check and audit.status is AuditStatus.CHECKING:
        yield DueDate("check", "Check of practice due", _standards(audit), audit.check.due_at)
    for one in audit.actions.values():
        if one.verification and not one.is_finished:
            yield DueDate(
                f"{one.action_id}/verify", "Claim to verify", _title(one), _told_on(audit, one), one.action_id
            )


def _decisions(audit: Audit, asked: Collection[Asked]) -> Iterator[DueDate]:
    if audit.moderating and Asked("moderation") in asked:
        yield DueDate("moderation", "Second grade due", "", audit.moderating.due_at)
    for action_id, dispute in audit.disputed.items():
        if dispute.chase and Asked("dispute", action_id) in asked:
            what = "Dispute of the grade to decide" if action_id == GRADE else "Dispute to decide"
            title = _title(audit.actions[action_id]) if action_id in audit.actions else ""
            yield DueDate(f"{action_id}/dispute", what, title, dispute.chase.due_at, action_id or None)
    for one in audit.unfinished:
        if one.extension and Asked("extension", one.action_id) in asked:
            due_at = one.extension.chase.due_at
            yield DueDate(f"{one.action_id}/extension", "More time to decide", _title(one), due_at, one.action_id)


def _told_on(audit: Audit, action: Action) -> datetime:
    """When somebody else is told of a claim that nobody has verified."""
    claim, rules = action.verification, audit.rules
    steps = rules.verification_ladder.steps
    if claim is None or not steps:
        return action.due_at
    return step_at(claim.due_at, steps[0].after, rules.calendar, rules.hour)


def _standards(audit: Audit) -> str:
    return ", ".join(state.standard.replace("_", " ") for state in audit.unmet)


def _title(action: Action) -> str:
    return action.title if isinstance(action.title, str) else ""
