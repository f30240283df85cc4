"""An audit that ended and should not have is reopened: what is unmet gets an action, and it can close again."""

from datetime import timedelta

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import ActionStatus, AuditStatus
from domain.correction_errors import NeverReturned, NothingUnmet, StillOpen
from domain.errors import AuditOver, NoReason, NotAllowed, UnknownStandard
from tests.builders import CAIRN, FELL, HERON, PLANS, PLOVER, TARN, VISITS, WREN, a_finding, a_plan, a_start, some_rules
from tests.life import Life


def closed() -> Life:
    life = Life()
    life.give(c.Judge, PLOVER)
    return life


def test_a_closed_audit_goes_on_with_an_action_for_the_standard_that_is_not_met() -> None:
    life = closed()
    first = life.action

    events = life.give(c.Reopen, CAIRN)

    assert [event.kind for event in events] == ["audit_reopened", "standard_found", "action_opened"]
    assert (life.audit.status, [state.standard for state in life.audit.unmet]) == (AuditStatus.ACTING, [VISITS])
    assert life.audit.actions["a-1"] == first
    assert [notice for notice, _ in life.sent[-2:]] == ["reopened", "opened"]
    assert life.audit.actions["a-2"].finding_id == first.finding_id


def test_it_is_chased_again_and_closes_again() -> None:
    life = closed()
    life.wait(timedelta(days=30)).give(c.Reopen, CAIRN)

    life.wait(timedelta(days=30))
    assert {one.action_id for one in life.of(e.Escalated)} == {"a-2"}
    life.give(c.Judge, PLOVER)

    assert life.audit.status is AuditStatus.CLOSED
    assert life.kinds("audit_closed", "audit_reopened") == ["audit_closed", "audit_reopened", "audit_closed"]


def test_a_withdrawn_audit_goes_on_and_its_cancelled_actions_stay_cancelled() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS, finding_id="f-2")))
    life.give(c.Judge, PLOVER)
    life.give(c.Withdraw, CAIRN)

    events = life.give(c.Reopen, CAIRN, standard=None)

    assert [event.kind for event in events] == ["audit_reopened", "action_opened"]
    assert life.audit.actions["a-2"].status is ActionStatus.CANCELLED
    assert [(one.action_id, one.standard) for one in life.audit.unfinished] == [("a-3", PLANS)]


def test_a_safety_concern_that_was_withdrawn_with_its_audit_is_one_again() -> None:
    life = Life(a_start(a_finding(VISITS, is_safety=True)))
    life.give(c.Withdraw, CAIRN)
    life.wait(timedelta(days=3)).give(c.Reopen, CAIRN, standard=None)

    again = life.audit.actions["a-2"]

    assert (again.is_safety, again.due_at) == (True, life.now + timedelta(hours=4))
    assert life.of(e.ActionOpened)[-1].is_safety


def test_one_that_was_withdrawn_under_watch_goes_on_being_watched() -> None:
    life = Life(a_start(a_finding(VISITS), rules=some_rules(watch="60cd")))
    life.give(c.Judge, PLOVER)
    life.give(c.Withdraw, CAIRN)

    life.give(c.Reopen, CAIRN, standard=None)

    assert life.audit.status is AuditStatus.WATCHING


def test_only_an_audit_that_ended_is_reopened_by_whom_the_framework_names_and_with_a_reason() -> None:
    with pytest.raises(StillOpen):
        Life().give(c.Reopen, CAIRN)
    life = closed()
    for by in (WREN, HERON, FELL, TARN):
        with pytest.raises(NotAllowed):
            life.give(c.Reopen, by)
    with pytest.raises(NoReason):
        life.give(c.Reopen, CAIRN, reason=None)
    with pytest.raises(NothingUnmet):
        life.give(c.Reopen, CAIRN, standard=None)
    with pytest.raises(UnknownStandard):
        life.give(c.Reopen, CAIRN, standard="supervision")


def test_everything_else_is_refused_as_long_as_it_is_over_and_reopening_twice_too() -> None:
    life = closed()
    with pytest.raises(AuditOver):
        life.give(c.Amend, FELL)
    life.give(c.Reopen, CAIRN)

    with pytest.raises(StillOpen):
        life.give(c.Reopen, CAIRN)


def test_one_that_was_never_returned_is_planned_anew() -> None:
    life = Life(a_plan())
    life.give(c.Withdraw, CAIRN)

    with pytest.raises(NeverReturned):
        life.give(c.Reopen, CAIRN)
