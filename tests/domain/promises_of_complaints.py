"""What must hold of every complaint that waits for its answer, whatever people and time did to it."""

from domain import events as e
from domain.audit import AuditStatus
from domain.complaint import counted
from tests.life import Life


def keeps_its_promises(life: Life) -> None:
    """Raises unless everything promised of a complaint holds right now."""
    log = [*life.log, *life.pending]
    it_is_extended_at_most_once_and_never_late(log)
    its_date_is_the_laws(life)
    every_point_has_its_answer_and_every_upheld_one_its_action(life)


def it_is_extended_at_most_once_and_never_late(log: list[e.AnyEvent]) -> None:
    extended = [event for event in log if isinstance(event, e.ResponseExtended)]
    assert len(extended) <= 1
    for event in extended:
        assert event.at < event.before < event.due_at
        assert event.by != event.auditor


def its_date_is_the_laws(life: Life) -> None:
    audit = life.audit
    planned = life.log[0] if life.log else life.pending[0]
    policy = planned.rules.complaint if isinstance(planned, e.AuditPlanned) else None
    assert (audit.complaint is None) is (policy is None)
    is_moved = any(isinstance(event, e.CalendarUpdated) for event in [*life.log, *life.pending])
    if audit.complaint and policy and audit.return_by and not is_moved:
        length = policy.extended_to if audit.complaint.first_due_at else policy.within
        assert audit.return_by == counted(audit.complaint, length, planned.at, audit.rules.calendar)


def every_point_has_its_answer_and_every_upheld_one_its_action(life: Life) -> None:
    log = [*life.log, *life.pending]
    noted = [event for event in log if isinstance(event, e.FindingNoted)]
    opened = {event.finding_id for event in log if isinstance(event, e.ActionOpened)}
    left = {event.finding_id: event.because for event in log if isinstance(event, e.FindingLeft)}
    for event in noted:
        assert bool(event.answer) is bool(life.audit.complaint)
        if event.answer in ("upheld", "partly_upheld"):
            is_amended = any(isinstance(one, e.Amended) and one.finding_id == event.finding_id for one in log)
            allowed = {"duplicate", "met"} if is_amended else {"duplicate"}
            assert event.finding_id in opened or left[event.finding_id] in allowed
    if noted and life.audit.complaint:
        assert life.audit.status not in (AuditStatus.PLANNED, AuditStatus.ALLOCATED)
