"""A complaint is answered within the law's days: reminded, late, extended once, and its upheld points acted upon."""

from datetime import date
from typing import Any

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.complaint import COMPLAINT
from domain.complaint_errors import (
    AlreadyExtended,
    AnswerContradicts,
    DateOfTheLaw,
    NoPoints,
    NotAComplaint,
    NotAnswered,
    NothingToExtend,
    NotReceivedYet,
    TooLateToExtend,
)
from domain.errors import NoReason, Refusal, UnknownStandard
from domain.moments import next_moment, wake_at
from domain.return_errors import AlreadyReturned, NotAllocated
from tests.builders import FELL, HERON, MOSS, PLANS, PLOVER, VISITS, a_complaint, a_finding, a_plan, a_start, on
from tests.life import Life

TEN_DAYS, TWENTY_DAYS = on("2026-11-17 00:00"), on("2026-12-01 00:00")


def waiting(**fields: Any) -> Life:
    return Life(a_complaint(**fields))


def points(*answers: str) -> tuple[c.FindingSeen, ...]:
    return tuple(
        a_finding(standard, finding_id=f"p-{n}", is_met=answer == "not_upheld", answer=answer)
        for n, (standard, answer) in enumerate(zip((VISITS, PLANS, VISITS), answers, strict=False), 1)
    )


def test_it_is_due_ten_working_days_after_the_day_it_was_received_whoever_gets_it_and_when() -> None:
    late = waiting(received_on=date(2026, 10, 26), auditor=None)
    late.give(c.Allocate, FELL)

    assert waiting().audit.return_by == TEN_DAYS
    assert late.audit.return_by == on("2026-11-10 00:00")
    assert waiting(complaint=None).audit.return_by == TEN_DAYS


def test_the_line_of_the_team_that_is_complained_of_may_answer_it() -> None:
    assert waiting(auditor_team="north").audit.auditor == HERON


def test_one_that_comes_when_its_days_are_over_is_late_at_once() -> None:
    life = waiting(received_on=date(2026, 10, 1)).notice()

    assert life.kinds("return_overdue", "escalated") == ["return_overdue", "escalated"]


def test_it_is_reminded_of_and_goes_up_the_ladder_of_returns() -> None:
    life = waiting().wait(on("2026-11-24 10:00"))

    assert life.sent == [
        ("allocated", HERON),
        ("return_reminder", HERON),
        ("return_reminder", HERON),
        ("return_overdue", HERON),
        ("escalation_return", HERON),
        ("escalation_return", MOSS),
    ]


def test_the_timer_of_a_date_that_the_law_sets_does_not_wait_for_the_spread() -> None:
    other = Life(a_plan())

    assert wake_at(waiting().audit) == on("2026-11-09 09:00")
    assert wake_at(other.audit) != next_moment(other.audit)


def test_extended_once_it_is_due_twenty_days_after_its_receipt_and_keeps_its_first_date() -> None:
    life = waiting()

    [extended] = life.give(c.ExtendResponse, FELL)
    life.wait(on("2026-11-24 10:00"))

    assert isinstance(extended, e.ResponseExtended)
    assert (extended.before, extended.due_at) == (TEN_DAYS, TWENTY_DAYS)
    assert life.audit.return_by == TWENTY_DAYS
    assert life.audit.complaint
    assert life.audit.complaint.first_due_at == TEN_DAYS
    assert life.sent[1:] == [("response_extended", HERON), ("return_reminder", HERON)]
    with pytest.raises(AlreadyExtended, match="extended once already and is due by the end of Monday 30 November"):
        life.give(c.ExtendResponse, FELL)


def test_in_seconds_its_days_run_from_when_it_came_to_us() -> None:
    life = waiting(received_on=date(2026, 10, 1), policy={"within": "20s", "extended_to": "40s"})
    life.give(c.ExtendResponse, FELL)

    assert life.audit.return_by
    assert (life.audit.return_by - life.audit.started_at).total_seconds() == 40


def test_its_upheld_points_become_findings_with_actions_and_the_others_are_kept() -> None:
    life = waiting()

    life.give(c.ReturnAudit, HERON, findings=points("upheld", "not_upheld", "partly_upheld"))

    assert [one.answer for one in life.of(e.FindingNoted)] == ["upheld", "not_upheld", "partly_upheld"]
    assert [(one.finding_id, one.because) for one in life.of(e.FindingLeft)] == [
        ("p-2", "not_upheld"),
        ("p-3", "duplicate"),
    ]
    assert [(one.standard, one.is_met) for one in life.of(e.StandardFound)] == [(VISITS, False), (PLANS, True)]
    assert [one.finding_id for one in life.of(e.ActionOpened)] == ["p-1"]
    assert life.audit.status is AuditStatus.ACTING


def test_one_of_which_nothing_is_upheld_closes_when_it_is_answered() -> None:
    life = waiting()

    life.give(c.ReturnAudit, HERON, findings=points("not_upheld", "not_upheld"))

    assert life.audit.status is AuditStatus.CLOSED
    assert life.audit.actions == {}


def test_a_complaint_that_was_answered_elsewhere_may_say_of_each_point_whether_it_was_upheld() -> None:
    life = Life(a_start(*points("upheld", "not_upheld"), audit_kind=COMPLAINT))

    assert list(life.audit.actions) == ["a-1"]
    for by in (FELL, HERON):
        with pytest.raises(NothingToExtend, match="No complaint waits for its response in this audit"):
            life.give(c.ExtendResponse, by)


def returned(**fields: Any) -> Life:
    life = waiting(**fields)
    life.give(c.ReturnAudit, HERON, findings=points("upheld"))
    return life


def overdue() -> Life:
    return waiting().wait(on("2026-11-17 10:00"))


NOT_EXTENDED: dict[str, tuple[Life, dict[str, Any], type[Refusal]]] = {
    "without a reason": (waiting(), {"reason": None}, NoReason),
    "while nobody answers it": (waiting(auditor=None), {}, NotAllocated),
    "once it is late": (overdue(), {}, TooLateToExtend),
    "once it is answered": (returned(), {}, AlreadyReturned),
    "what is no complaint": (Life(a_plan()), {}, NothingToExtend),
}


@pytest.mark.parametrize(("life", "fields", "refusal"), NOT_EXTENDED.values(), ids=NOT_EXTENDED)
def test_it_is_not_extended(life: Life, fields: dict[str, Any], refusal: type[Refusal]) -> None:
    before = life.audit

    with pytest.raises(refusal):
        life.give(c.ExtendResponse, FELL, **fields)
    assert life.audit is before


NOT_PLANNED: dict[str, tuple[dict[str, Any], type[Refusal]]] = {
    "of a day to come": ({"received_on": date(2026, 11, 3)}, NotReceivedYet),
    "with a date of its own": ({"return_by": date(2026, 11, 30)}, DateOfTheLaw),
    "by a policy without complaints": ({"rules": a_plan().rules}, NotAComplaint),
}


@pytest.mark.parametrize(("fields", "refusal"), NOT_PLANNED.values(), ids=NOT_PLANNED)
def test_a_complaint_is_not_planned(fields: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        waiting(**fields)


def test_nobody_chooses_its_date_when_it_is_allocated() -> None:
    life = waiting(auditor=None)

    with pytest.raises(DateOfTheLaw, match="by the end of Monday 16 November 2026"):
        life.give(c.Allocate, FELL, return_by=date(2026, 11, 30))


NOT_ANSWERED: dict[str, tuple[tuple[c.FindingSeen, ...], type[Refusal]]] = {
    "no point": ((), NoPoints),
    "a point without an answer": ((*points("upheld"), a_finding(PLANS)), NotAnswered),
    "upheld and met": ((a_finding(answer="upheld", is_met=True),), AnswerContradicts),
    "not upheld and unmet": ((a_finding(answer="not_upheld"),), AnswerContradicts),
    "of no standard": ((a_finding("charm", answer="not_upheld", is_met=True),), UnknownStandard),
}


@pytest.mark.parametrize(("findings", "refusal"), NOT_ANSWERED.values(), ids=NOT_ANSWERED)
def test_a_response_that_answers_badly_is_refused(findings: tuple[c.FindingSeen, ...], refusal: type[Refusal]) -> None:
    life = waiting()
    before = life.audit

    with pytest.raises(refusal):
        life.give(c.ReturnAudit, HERON, findings=findings)
    assert life.audit is before


def test_only_a_complaint_has_points_that_are_upheld() -> None:
    life = Life(a_plan())

    with pytest.raises(NotAComplaint):
        life.give(c.ReturnAudit, HERON, findings=points("upheld"))
    with pytest.raises(NotAComplaint):
        Life(a_start(*points("upheld")))


def test_it_may_be_given_to_somebody_else_and_its_days_go_on() -> None:
    life = waiting()

    life.give(c.Reallocate, FELL, auditor=PLOVER, auditor_team="north")

    assert (life.audit.auditor, life.audit.return_by) == (PLOVER, TEN_DAYS)
