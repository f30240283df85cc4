"""An audit is planned, allocated, reminded of, late, and returned; only then is it acted upon."""

from datetime import date
from typing import Any

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.calendar import due_at
from domain.durations import Duration
from domain.errors import AuditOver, DateInPast
from domain.return_errors import (
    OwnTeam,
)
from tests.builders import (
    CAIRN,
    CALENDAR,
    FELL,
    HERON,
    KITE,
    MONDAY,
    MOSS,
    PLOVER,
    VIEWS,
    VISITS,
    WREN,
    a_finding,
    a_plan,
    on,
)
from tests.life import Life

CHASING = ("return_reminded", "return_overdue", "escalated")


def planned() -> Life:
    return Life(a_plan(auditor=None))


def allocated(**fields: Any) -> Life:
    return Life(a_plan(**fields))


def test_a_planned_audit_is_nobodys_and_has_nothing_to_do() -> None:
    life = planned()

    assert life.kinds() == ["audit_planned"]
    assert (life.audit.status, life.audit.auditor, life.audit.overall) == (AuditStatus.PLANNED, "", "")
    assert life.audit.actions == {}


def test_planned_with_an_auditor_it_is_allocated_at_once_and_due_as_the_framework_says() -> None:
    life = allocated()

    assert life.kinds() == ["audit_planned", "audit_allocated"]
    assert life.audit.return_by == due_at(MONDAY, Duration(20, "wd"), CALENDAR)
    assert life.sent == [("allocated", HERON)]


def test_a_date_that_was_chosen_wins_and_must_lie_ahead() -> None:
    life = allocated(return_by=date(2026, 11, 20))

    assert life.audit.return_by == on("2026-11-21 00:00")
    with pytest.raises(DateInPast):
        allocated(return_by=date(2026, 10, 30))


def test_the_clock_of_an_audit_planned_long_before_runs_from_its_being_allocated() -> None:
    life = planned().wait(on("2026-11-04 10:00"))
    life.give(c.Allocate, MOSS)

    assert life.audit.return_by == due_at(life.now, Duration(20, "wd"), CALENDAR)
    assert life.audit.status is AuditStatus.ALLOCATED


def test_a_date_planned_that_has_passed_needs_another_when_it_is_allocated() -> None:
    life = Life(a_plan(auditor=None, return_by=date(2026, 11, 6))).wait(on("2026-11-09 10:00"))

    with pytest.raises(DateInPast):
        life.give(c.Allocate, MOSS)
    life.give(c.Allocate, MOSS, return_by=date(2026, 11, 20))
    assert life.audit.return_by == on("2026-11-21 00:00")


def test_whoever_planned_it_hears_again_and_again_until_it_is_allocated() -> None:
    life = planned().wait(on("2026-11-25 10:00"))

    told = [("escalation_allocation", MOSS)]
    assert life.sent == told * 3
    life.give(c.Allocate, MOSS).clear()
    life.wait(on("2026-11-26 10:00"))
    assert life.sent == [*told * 3, ("allocated", HERON)]


def test_a_return_is_reminded_of_and_then_goes_up_its_ladder_until_somebody_acts() -> None:
    life = allocated().wait(on("2026-12-10 10:00"))

    assert life.kinds(*CHASING) == ["return_reminded", "return_reminded", "return_overdue", "escalated", "escalated"]
    assert [(step.matter, step.role) for step in life.of(e.Escalated)] == [
        ("return", "auditor"),
        ("return", "service_manager"),
    ]
    assert [who for _, who in life.sent] == [HERON, HERON, HERON, HERON, HERON, MOSS]
    life.wait(on("2027-01-20 10:00"))
    assert life.of(e.Escalated)[-1].repeats == 1


def test_a_later_auditor_gets_no_more_time_and_both_are_told() -> None:
    life = allocated().wait(on("2026-11-20 10:00"))
    due = life.audit.return_by
    life.give(c.Reallocate, FELL)

    assert (life.audit.auditor, life.audit.return_by) == (PLOVER, due)
    assert life.sent[-2:] == [("allocated", PLOVER), ("reallocated", HERON)]
    life.wait(on("2026-12-01 08:00"))
    assert life.sent[-1] == ("return_overdue", PLOVER)


@pytest.mark.parametrize("kind", [c.Allocate, c.Reallocate], ids=lambda kind: kind.__name__)
def test_nobody_audits_their_own_team(kind: type[c.Command]) -> None:
    life = planned() if kind is c.Allocate else allocated()

    with pytest.raises(OwnTeam, match="plover works in north, the team that is audited: name somebody of another"):
        life.give(kind, MOSS, auditor=PLOVER, auditor_team="north")
    with pytest.raises(OwnTeam):
        allocated(auditor_team="north")


def test_a_return_is_acted_upon_from_that_moment_on() -> None:
    life = allocated().wait(on("2026-11-23 10:00"))
    life.give(c.ReturnAudit, HERON)

    assert life.kinds()[2:] == [
        "return_reminded",
        "audit_returned",
        "finding_noted",
        "standard_found",
        "action_opened",
    ]
    assert (life.audit.status, life.audit.overall, life.audit.returning) == (AuditStatus.ACTING, "inadequate", None)
    assert life.audit.started_at == life.audit.returned_at == life.now
    assert life.action.due_at == due_at(life.now, Duration(10, "wd"), CALENDAR)
    assert life.audit.views == VIEWS


def test_an_audit_that_found_nothing_wrong_closes_with_its_return() -> None:
    life = allocated()
    life.give(c.ReturnAudit, HERON, overall="good", findings=(a_finding(VISITS, is_met=True),))

    assert life.audit.status is AuditStatus.CLOSED


def test_a_return_after_its_date_is_late_for_ever() -> None:
    life = allocated().wait(on("2026-12-10 10:00"))
    life.give(c.ReturnAudit, HERON)

    [returned] = life.of(e.AuditReturned)
    assert returned.is_late
    assert life.wait(on("2026-12-20 10:00")).kinds("return_overdue", "audit_returned")[-1] == "audit_returned"


@pytest.mark.parametrize("life", [planned, allocated], ids=lambda one: one.__name__)
def test_an_audit_that_is_withdrawn_before_its_return_is_over(life: Any) -> None:
    lived: Life = life()
    lived.give(c.Withdraw, CAIRN)

    assert (lived.audit.status, lived.audit.returning) == (AuditStatus.WITHDRAWN, None)
    assert lived.sent[-1] == ("withdrawn", lived.audit.auditor or MOSS)
    with pytest.raises(AuditOver):
        lived.give(c.Allocate, MOSS)


def test_people_are_found_again_for_a_late_return() -> None:
    life = allocated().wait(on("2026-12-10 10:00"))
    life.give(c.FindAgain, KITE)

    assert [found.matter for found in life.of(e.PeopleFoundAgain)] == ["return"]


def test_the_same_command_given_again_gets_its_first_answer() -> None:
    life = allocated()
    life.give(c.ReturnAudit, HERON, command_id="larkmoor-1/return")

    assert life.give(c.ReturnAudit, HERON, command_id="larkmoor-1/return") == []
    assert life.give(c.ClaimDone, WREN)
