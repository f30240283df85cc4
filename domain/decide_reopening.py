"""Reopening an audit that was closed or withdrawn: what is unmet gets an action again."""

from datetime import datetime

from domain import commands as c
from domain import events as e
from domain.audit import ActionStatus, Audit, AuditStatus, StandardState
from domain.correction_errors import NeverReturned, NothingUnmet, StillOpen
from domain.errors import NoReason, UnknownStandard
from domain.evolve import evolve
from domain.regrading import action_for


def reopen(audit: Audit, command: c.Reopen, now: datetime) -> list[e.AnyEvent]:
    """A closed one because a standard is not met after all; a withdrawn one goes on with all that is unmet."""
    if not audit.is_over:
        raise StillOpen(audit.status)
    if not audit.overall:
        raise NeverReturned
    if command.reason is None:
        raise NoReason(command.kind)
    unmet, concerns = _unmet(audit, command.standard), _concerns(audit)
    reopened = e.AuditReopened(
        seq=0,
        at=now,
        before=audit.status,
        auditor=audit.auditor,
        standard=command.standard,
        reason=command.reason,
    )
    events: list[e.AnyEvent] = [reopened]
    after = evolve(audit, reopened)
    for state in unmet:
        again = _again(after, state, now, is_safety=state.standard in concerns)
        for event in again:
            after = evolve(after, event)
        events += again
    return events


def _unmet(audit: Audit, standard: str | None) -> list[StandardState]:
    """What is not met, the one that is named last."""
    if standard is not None and standard not in audit.standards:
        raise UnknownStandard(standard, list(audit.standards))
    found = [state for state in audit.unmet if state.standard != standard]
    if standard is not None:
        found.append(audit.standards[standard])
    if not found and not (audit.status is AuditStatus.WITHDRAWN and audit.watched):
        raise NothingUnmet
    return found


def _concerns(audit: Audit) -> set[str]:
    """Standards about which there was an immediate safety concern when it was withdrawn: it is one again."""
    cancelled = (one for one in audit.actions.values() if one.status is ActionStatus.CANCELLED)
    return {one.standard for one in cancelled if one.is_safety} if audit.status is AuditStatus.WITHDRAWN else set()


def _again(audit: Audit, state: StandardState, now: datetime, *, is_safety: bool) -> list[e.AnyEvent]:
    found = e.StandardFound(seq=0, at=now, standard=state.standard, is_met=False)
    noted = (key for key, standard in audit.findings.items() if standard == state.standard)
    opened = action_for(audit, state, next(noted, None), now, is_safety=is_safety)
    return [found, opened] if state.is_met else [opened]
