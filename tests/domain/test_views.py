"""A child's view is taken in by any open audit, at any time, and its auditor hears of it."""

from datetime import date

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.errors import AuditOver
from domain.view_errors import ViewNotGivenYet
from tests.builders import CAIRN, FELL, HERON, MOSS, ROBIN, TARN, a_plan
from tests.life import Life


def test_a_view_is_kept_and_the_auditor_is_told() -> None:
    life = Life()

    [heard] = life.give(c.HearView, ROBIN, way="advocate")

    assert isinstance(heard, e.ChildsViewHeard)
    assert (heard.way, heard.given_on) == ("advocate", date(2026, 10, 1))
    assert life.sent[-1] == ("view_heard", HERON)


def test_a_view_may_come_before_the_return_while_checking_and_after_handing_over() -> None:
    planned, checking, handed_over = Life(a_plan()), Life(), Life()
    checking.give(c.Cancel, FELL)
    handed_over.give(c.HandOver, TARN)

    for life in (planned, checking, handed_over):
        before = life.audit.status
        life.give(c.HearView, ROBIN)
        assert life.audit.status is before

    assert planned.audit.is_awaited
    assert (checking.audit.status, handed_over.audit.status) == (AuditStatus.CHECKING, AuditStatus.HANDED_OVER)


def test_a_view_of_a_day_to_come_or_for_an_audit_that_is_over_is_refused() -> None:
    life = Life()

    with pytest.raises(ViewNotGivenYet):
        life.give(c.HearView, ROBIN, given_on=date(2026, 11, 3))
    life.give(c.Withdraw, CAIRN)
    with pytest.raises(AuditOver):
        life.give(c.HearView, ROBIN)


def test_a_view_on_an_audit_that_nobody_makes_yet_is_told_to_whoever_planned_it() -> None:
    life = Life(a_plan(auditor=None))

    life.give(c.HearView, ROBIN)

    assert life.sent[-1] == ("view_heard", MOSS)
