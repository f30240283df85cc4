"""What must hold of every audit that was planned, whatever people and time did to it."""

from datetime import datetime

from domain import events as e
from domain.audit import AWAITED, Audit
from domain.moments import chased
from tests.life import Life


def keeps_its_promises(life: Life) -> None:
    """Raises unless everything promised of a planned audit holds right now."""
    waits_for_its_return_and_nothing_else(life.audit)
    nothing_is_found_before_the_return([*life.log, *life.pending])
    the_clock_of_a_return_never_restarts([*life.log, *life.pending])


def waits_for_its_return_and_nothing_else(audit: Audit) -> None:
    matters = {one.matter for one in chased(audit)}
    if audit.status in AWAITED:
        assert matters == {"return" if audit.auditor else "allocation"}
        assert (audit.actions, audit.standards, audit.findings, audit.overall) == ({}, {}, {}, "")
    else:
        assert not matters & {"return", "allocation"}
        assert audit.is_over or audit.overall


def nothing_is_found_before_the_return(log: list[e.AnyEvent]) -> None:
    kinds = [event.kind for event in log]
    found = [n for n, event in enumerate(log) if isinstance(event, e.FindingNoted | e.StandardFound | e.ActionOpened)]
    assert kinds.count("audit_returned") <= 1
    assert kinds.count("audit_allocated") <= 1
    assert not found or kinds.index("audit_allocated") < kinds.index("audit_returned") < found[0]
    assert "return_reminded" not in kinds or kinds.index("audit_allocated") < kinds.index("return_reminded")


def the_clock_of_a_return_never_restarts(log: list[e.AnyEvent]) -> None:
    """And whoever makes it changes only where the log says so; the return is theirs."""
    due: datetime | None = None
    auditor = ""
    for event in log:
        due = _due_from_here(event) or due
        if isinstance(event, e.AuditAllocated):
            auditor = event.auditor
        if isinstance(event, e.AuditReallocated):
            assert event.before == auditor != event.auditor
            auditor = event.auditor
        if isinstance(event, e.AuditReallocated | e.ReturnReminded | e.ReturnOverdue | e.AuditReturned):
            assert (event.due_at, event.auditor) == (due, auditor)
        if isinstance(event, e.AuditReturned):
            assert event.by == auditor
            assert event.is_late is (_first_due(log) <= event.at)


def _due_from_here(event: e.AnyEvent) -> datetime | None:
    if isinstance(event, e.DateReplanned):
        return event.due_at if event.what == "return" else None
    return event.due_at if isinstance(event, e.AuditAllocated | e.ResponseExtended) else None


def _first_due(log: list[e.AnyEvent]) -> datetime:
    """By which it is late or not: more time is the law's own, another calendar changes nothing of it."""
    return [event.due_at for event in log if isinstance(event, e.AuditAllocated | e.ResponseExtended)][-1]
