"""What planning, allocating, chasing and returning make of an audit."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Audit, AuditStatus
from domain.chase import Chase, begin


def planned(event: e.AuditPlanned) -> Audit:
    """The audit as it begins, with nobody to make it yet."""
    waiting = Chase(due_at=event.allocate_by, is_overdue=True, reminders=len(event.rules.reminders))
    return Audit(
        audit_id=event.audit_id,
        audit_kind=event.audit_kind,
        subject=event.subject,
        team=event.team,
        started_at=event.at,
        status=AuditStatus.PLANNED,
        planned_by=event.by,
        planned_for=event.return_by,
        complaint=event.complaint,
        returning=waiting,
        seq=event.seq,
        at=event.at,
        rules=event.rules,
    )


def _allocated(audit: Audit, event: e.AuditAllocated) -> Audit:
    chase = begin(event.due_at, event.at, audit.rules)
    return audit.model_copy(update={"auditor": event.auditor, "return_by": event.due_at, "returning": chase})


def _reallocated(audit: Audit, event: e.AuditReallocated) -> Audit:
    return audit.model_copy(update={"auditor": event.auditor})


def _reminded(audit: Audit, event: e.ReturnReminded) -> Audit:
    return _chased(audit, reminders=event.number)


def _overdue(audit: Audit, _: e.ReturnOverdue) -> Audit:
    return _chased(audit, is_overdue=True)


def _chased(audit: Audit, **update: Any) -> Audit:
    chase = audit.returning
    return audit.model_copy(update={"returning": chase.model_copy(update=update) if chase else None})


def _returned(audit: Audit, event: e.AuditReturned) -> Audit:
    fields = ("overall", "owners", "rules", "views", "worker_took_part", "worker_absence")
    said = {field: getattr(event, field) for field in fields}
    said |= {"grades": event.grades if event.rules.keeps_clocks else {}}
    # Every clock of what follows runs from the return.
    return audit.model_copy(update={**said, "started_at": event.at, "returned_at": event.at, "returning": None})


AFTER_RETURN: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.AuditAllocated: _allocated,
    e.AuditReallocated: _reallocated,
    e.ReturnReminded: _reminded,
    e.ReturnOverdue: _overdue,
    e.AuditReturned: _returned,
}
