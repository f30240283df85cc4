"""What each event makes of an audit. `fold` over its whole log gives the audit as it stands."""

from collections.abc import Callable, Iterable
from typing import Any

from domain import events as e
from domain.audit import OVER, Action, Answered, Audit, AuditStatus, Period, Seen, StandardState
from domain.audit_moves import AUDIT_MOVES
from domain.chase import Chase, begin, told_at_once
from domain.evolve_action import AFTER_ACTION
from domain.evolve_calendar import AFTER_CALENDAR
from domain.evolve_chase import AFTER_CHASE
from domain.evolve_complaint import AFTER_COMPLAINT
from domain.evolve_corrections import AFTER_CORRECTIONS
from domain.evolve_moderation import AFTER_MODERATION
from domain.evolve_return import AFTER_RETURN, planned
from domain.evolve_rules import AFTER_RULES
from domain.evolve_watch import AFTER_WATCH
from domain.told import hear


def evolve(audit: Audit | None, event: e.AnyEvent) -> Audit:
    """The audit after this event; the first event of all must be `AuditStarted` or `AuditPlanned`."""
    after = _started(event) if audit is None else _changed(audit, event)
    after = after.model_copy(update={"seq": event.seq, "at": event.at, "answered": _answered(after, event)})
    return hear(after, event) if event.told is not None else after


def fold(audit: Audit | None, events: Iterable[e.AnyEvent]) -> Audit | None:
    """The audit after all of these events."""
    for event in events:
        audit = evolve(audit, event)
    return audit


def _started(event: e.AnyEvent) -> Audit:
    if isinstance(event, e.AuditPlanned):
        return planned(event)
    if not isinstance(event, e.AuditStarted):
        raise TypeError(f"the first event of an audit is its start or its plan, not {event.kind}")
    return Audit(
        audit_id=event.audit_id,
        audit_kind=event.audit_kind,
        subject=event.subject,
        team=event.team,
        auditor=event.auditor,
        overall=event.overall,
        started_at=event.at,
        seq=event.seq,
        at=event.at,
        rules=event.rules,
        owners=event.owners,
        views=event.views,
        worker_took_part=event.worker_took_part,
        worker_absence=event.worker_absence,
        grades=event.grades if event.rules.keeps_clocks else {},
    )


def _answered(audit: Audit, event: e.AnyEvent) -> dict[str, Answered]:
    if event.command_id is None:
        return audit.answered
    before = audit.answered.get(event.command_id)
    first = before.first if before else event.seq
    return {**audit.answered, event.command_id: Answered(first, event.seq)}


def _changed(audit: Audit, event: e.AnyEvent) -> Audit:
    return _moved(_happened(audit, event), event)


def _happened(audit: Audit, event: e.AnyEvent) -> Audit:
    if isinstance(event, e.ActionOpened):
        return _with_action(audit, _opened(audit, event))
    if isinstance(event, e.OfAction):
        return _with_action(audit, AFTER_ACTION[type(event)](audit.actions[event.action_id], event, audit.rules))
    change: Callable[[Audit, Any], Audit] | None = _AFTER.get(type(event))
    return change(audit, event) if change else audit


def _moved(audit: Audit, event: e.AnyEvent) -> Audit:
    to = AUDIT_MOVES.get((audit.status, type(event)))
    if to is None:
        return audit
    left: dict[str, Any] = {} if to in (AuditStatus.ACTING, AuditStatus.CHECKING) else {"check": None}
    return audit.model_copy(
        update={"status": to, **left, **({"handover": None, "returning": None} if to in OVER else {})}
    )


def _with_action(audit: Audit, action: Action) -> Audit:
    return audit.model_copy(update={"actions": {**audit.actions, action.action_id: action}})


def _opened(audit: Audit, event: e.ActionOpened) -> Action:
    # What a command made happen first was asked for itself: then the date is a person's own.
    is_by_rule = event.command_id is None or event.command_id in audit.answered
    keeps_clocks = audit.rules.keeps_clocks
    return Action(
        action_id=event.action_id,
        standard=event.standard,
        finding_id=event.finding_id,
        owner=event.owner,
        title=event.title,
        outcome=event.outcome,
        original_due_at=event.due_at,
        cycle=event.cycle,
        is_safety=event.is_safety,
        is_statutory=event.is_statutory,
        chase=begin(event.due_at, event.at, audit.rules),
        concern=told_at_once(event.at, audit.rules) if event.is_safety and audit.rules.safety else None,
        since=event.at if keeps_clocks else None,
        is_by_rule=is_by_rule and keeps_clocks,
    )


def _finding(audit: Audit, event: e.FindingNoted) -> Audit:
    findings = {**audit.findings, event.finding_id: event.standard}
    if not audit.rules.keeps_clocks:
        return audit.model_copy(update={"findings": findings})
    seen = {**audit.seen, event.finding_id: Seen(standard=event.standard, is_met=event.is_met, text=event.text)}
    return audit.model_copy(update={"findings": findings, "seen": seen})


def _with_standard(audit: Audit, state: StandardState) -> Audit:
    return audit.model_copy(update={"standards": {**audit.standards, state.standard: state}})


def _found(audit: Audit, event: e.StandardFound) -> Audit:
    known = audit.standards.get(event.standard) or StandardState(standard=event.standard, is_met=event.is_met)
    # Found unmet after all, there is nothing left to watch.
    return _with_standard(audit, known.model_copy(update={"is_met": event.is_met, "watch": None}))


def _judged(audit: Audit, event: e.StandardJudged) -> Audit:
    # Shown met is a fact of its own; found unmet holds from here on, also where no further cycle follows.
    if event.is_met:
        return audit
    return _with_standard(audit, audit.standards[event.standard].model_copy(update={"is_met": False}))


def _measured(audit: Audit, event: e.StandardMeasured) -> Audit:
    state = audit.standards[event.standard]
    period = Period(first=event.period_from, last=event.period_to, met=event.met, total=event.total)
    return _with_standard(audit, state.model_copy(update={"periods": (*state.periods, period)}))


def _cycle(audit: Audit, event: e.CycleStarted) -> Audit:
    state = audit.standards[event.standard]
    again = state.model_copy(update={"is_met": False, "cycle": event.cycle, "periods": ()})
    return _with_standard(audit.model_copy(update={"check": None}), again)


def _checking(audit: Audit, event: e.CheckingStarted) -> Audit:
    if audit.check and audit.check.due_at == event.due_at:
        return audit
    since = event.at if audit.rules.keeps_clocks else None
    return audit.model_copy(update={"check": begin(event.due_at, event.at, audit.rules), "check_from": since})


def _check_reminded(audit: Audit, event: e.CheckReminded) -> Audit:
    return _with_check(audit, reminders=event.number)


def _check_overdue(audit: Audit, _: e.CheckOverdue) -> Audit:
    return _with_check(audit, is_overdue=True)


def _with_check(audit: Audit, **update: Any) -> Audit:
    return audit.model_copy(update={"check": audit.check.model_copy(update=update) if audit.check else None})


def _handed_over(audit: Audit, event: e.AuditHandedOver) -> Audit:
    chase = Chase(due_at=event.at, is_overdue=True, told_at=event.at, reminders=len(audit.rules.reminders))
    return audit.model_copy(update={"handover": chase, "handed_to": event.to})


_AFTER: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.FindingNoted: _finding,
    e.StandardFound: _found,
    e.StandardJudged: _judged,
    e.StandardMeasured: _measured,
    e.CycleStarted: _cycle,
    e.CheckingStarted: _checking,
    e.CheckReminded: _check_reminded,
    e.CheckOverdue: _check_overdue,
    e.AuditHandedOver: _handed_over,
    **AFTER_CHASE,
    **AFTER_COMPLAINT,
    **AFTER_RETURN,
    **AFTER_MODERATION,
    **AFTER_RULES,
    **AFTER_CALENDAR,
    **AFTER_CORRECTIONS,
    **AFTER_WATCH,
}
