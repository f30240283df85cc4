"""What must hold of every second look and every dispute, whatever people and time did."""

from domain import events as e
from domain.audit import Audit
from domain.evolve import evolve
from domain.moments import chased
from tests.life import Life


def both_grades_are_kept(life: Life) -> None:
    """The grades in the log follow on from each other, down to the one the audit goes by."""
    overall: str | None = None
    for event in [*life.log, *life.pending]:
        if isinstance(event, e.AuditStarted):
            overall = event.overall
        if isinstance(event, e.GradeModerated | e.AuditRegraded):
            assert event.before == overall
        if isinstance(event, e.AuditRegraded):
            overall = event.overall
    assert life.audit.overall == overall


def whatever_is_open_has_a_next_moment(audit: Audit) -> None:
    if audit.is_over:
        return
    matters = {(one.matter, one.action.action_id if one.action else "") for one in chased(audit)}
    assert audit.moderating is None or ("moderation", "") in matters
    for what in audit.disputed:
        assert ("dispute", what) in matters


def a_dispute_holds_the_chase_of_all_but_safety_actions(life: Life) -> None:
    audit: Audit | None = None
    for event in [*life.log, *life.pending]:
        is_chase = isinstance(event, e.ActionReminded | e.ActionOverdue)
        is_step = isinstance(event, e.Escalated) and event.matter == "action"
        if audit and (is_chase or is_step):
            key = getattr(event, "action_id", "")
            assert audit.actions[key].is_safety or key not in audit.disputed
        audit = evolve(audit, event)


def a_disputed_safety_concern_is_chased(audit: Audit) -> None:
    running = {one.action.action_id for one in chased(audit) if one.action and one.matter in ("safety", "verification")}
    for what in audit.disputed:
        assert audit.is_over or not (what and audit.actions[what].is_safety) or what in running


def it_is_chosen_for_its_grade_or_drawn(life: Life, *, is_drawn: bool) -> None:
    [event] = [one for one in [*life.log, *life.pending] if isinstance(one, e.ModerationDrawn)]
    assert event.is_chosen is (event.because == "grade" or is_drawn)
