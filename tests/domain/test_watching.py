"""A standard shown met stays under watch: a slip makes it unmet again, and the audit closes only when it held."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.calendar import due_at
from domain.durations import Duration
from domain.errors import AlreadyMet, AuditOver, NotAllowed, PeriodCounted
from domain.moments import next_moment
from domain.opening import open_audit
from tests.builders import (
    CAIRN,
    HERON,
    MONDAY,
    PLOVER,
    TALKS,
    TARN,
    VISITS,
    WREN,
    a_finding,
    a_framework,
    a_start,
    some_rules,
)  # fmt: skip
from tests.domain.test_measuring import AUGUST, NOVEMBER, OCTOBER, SEPTEMBER, measured
from tests.life import Life

DECEMBER = {"period_from": date(2026, 12, 1), "period_to": date(2026, 12, 31)}
WATCH = Duration(84, "cd")


def a_watched_life(standard: str = TALKS, **rules: Any) -> Life:
    return Life(a_start(a_finding(standard), rules=some_rules(watch="84cd", **rules)))


def shown_met(**rules: Any) -> Life:
    life = a_watched_life(**rules)
    measured(life, AUGUST)
    measured(life, SEPTEMBER)
    return life


def test_a_standard_shown_met_is_watched_and_its_audit_closes_when_the_watch_ends() -> None:
    life = shown_met()
    until = due_at(MONDAY, WATCH, life.audit.rules.calendar)

    begun = life.audit.status, next_moment(life.audit)
    life.wait(until - timedelta(seconds=1))
    before = life.audit.status
    life.wait(until)

    assert begun == (AuditStatus.WATCHING, until)
    assert (before, life.audit.status) == (AuditStatus.WATCHING, AuditStatus.CLOSED)
    assert life.kinds("watching_started", "watch_ended", "audit_closed") == [
        "watching_started", "watch_ended", "audit_closed"
    ]  # fmt: skip
    assert [person for notice, person in life.sent if notice in ("watching", "closed")] == [HERON, HERON]


def test_without_a_watch_in_the_rules_it_closes_at_once() -> None:
    for rules in (some_rules(), some_rules(watch="0cd")):
        life = Life(a_start(a_finding(TALKS), rules=rules))

        measured(life, AUGUST)
        measured(life, SEPTEMBER)

        assert life.audit.status is AuditStatus.CLOSED


def test_a_standard_may_have_a_watch_of_its_own_or_none() -> None:
    given = a_framework(watch="84cd").model_dump(mode="json", by_alias=True)["standards"]
    own = [one | {"watch": "0cd"} if one["id"] == VISITS else one | {"watch": "5wd"} for one in given]

    rules = some_rules(watch="84cd", standards=own).standards

    assert (rules[VISITS].watch, rules[TALKS].watch) == (None, Duration(5, "wd"))


def test_good_counts_under_watch_are_counted_and_change_nothing() -> None:
    life = shown_met()

    measured(life, OCTOBER)

    assert life.audit.status is AuditStatus.WATCHING
    assert len(life.audit.standards[TALKS].periods) == 3


def test_bad_counts_under_watch_are_a_slip_and_begin_the_next_cycle() -> None:
    life = shown_met().wait(timedelta(days=40))

    measured(life, NOVEMBER, met=2)

    assert [event.kind for event in life.log[-4:]] == [
        "standard_measured", "standard_slipped", "cycle_started", "action_opened"
    ]  # fmt: skip
    assert (life.audit.status, life.audit.cycle) == (AuditStatus.ACTING, 2)
    assert ("slipped", HERON) in life.sent
    assert life.sent[-1] == ("opened", WREN)


def test_a_slip_after_the_last_cycle_hands_the_audit_over() -> None:
    life = shown_met(cycles=1).wait(timedelta(days=40))

    measured(life, NOVEMBER, met=2)

    assert life.audit.status is AuditStatus.HANDED_OVER
    assert life.sent[-1] == ("handed_over", CAIRN)
    assert next_moment(life.audit)


def test_too_few_cases_or_a_period_before_the_watch_are_no_slip() -> None:
    life = shown_met().wait(timedelta(days=40))

    measured(life, OCTOBER, met=2)
    measured(life, NOVEMBER, met=1, total=4)

    assert life.of(e.StandardSlipped) == []


def test_counts_from_before_a_slip_do_not_count_again_after_it() -> None:
    life = shown_met().wait(timedelta(days=40))
    measured(life, NOVEMBER, met=2)

    for period in (SEPTEMBER, NOVEMBER):
        with pytest.raises(PeriodCounted):
            measured(life, period)


def test_after_a_slip_the_standard_is_shown_met_and_watched_anew() -> None:
    life = shown_met().wait(timedelta(days=40))
    measured(life, NOVEMBER, met=2)
    life.wait(timedelta(days=70))
    measured(life, DECEMBER)
    measured(life, {"period_from": date(2027, 1, 1), "period_to": date(2027, 1, 31)})

    again = life.audit.status
    life.wait(timedelta(days=90))

    assert (again, life.audit.status) == (AuditStatus.WATCHING, AuditStatus.CLOSED)
    assert len(life.of(e.StandardMet)) == 2


def test_a_standard_judged_met_is_watched_too_and_slips_when_judged_unmet() -> None:
    life = a_watched_life(VISITS)
    life.give(c.Judge, PLOVER)
    with pytest.raises(AlreadyMet):
        life.give(c.Judge, PLOVER)

    life.wait(timedelta(days=10)).give(c.Judge, PLOVER, is_met=False)

    assert life.kinds("standard_judged", "standard_slipped", "cycle_started") == [
        "standard_judged", "standard_judged", "standard_slipped", "cycle_started"
    ]  # fmt: skip


def test_an_audit_handed_over_stays_so_while_its_standards_are_watched() -> None:
    life = a_watched_life(VISITS)
    life.give(c.HandOver, TARN)
    life.give(c.Judge, PLOVER)

    between = life.audit.status
    life.wait(timedelta(days=90))

    assert (between, life.audit.status) == (AuditStatus.HANDED_OVER, AuditStatus.CLOSED)


def test_an_action_added_under_watch_is_done_before_the_audit_closes() -> None:
    life = a_watched_life(VISITS)
    life.give(c.Judge, PLOVER)
    life.give(c.AddAction, HERON, action_id="x-1")

    life.wait(timedelta(days=100))
    between = life.audit.status, life.audit.watched
    life.give(c.ClaimDone, WREN, action_id="x-1")
    life.give(c.Verify, HERON, action_id="x-1")

    assert between == (AuditStatus.ACTING, ())
    assert life.audit.status is AuditStatus.CLOSED


def test_what_comes_after_the_watch_is_refused() -> None:
    life = shown_met().wait(timedelta(days=90))

    with pytest.raises(AuditOver):
        measured(life, NOVEMBER, met=2)


def test_a_past_that_is_lived_through_closes_when_its_watch_ended() -> None:
    start = a_start(a_finding(VISITS), rules=some_rules(watch="5wd"))
    judges = c.Standing(roles=("quality_assurance",))
    judge = c.Judge(command_id="j-1", by=PLOVER, standing=judges, standard=VISITS, is_met=True)
    judged = c.Sent(command=judge, at=MONDAY)

    events = open_audit(c.Opening(start=start, since=MONDAY, past=(judged,)), MONDAY + timedelta(days=30))

    assert [event.kind for event in events[-3:]] == ["watching_started", "watch_ended", "audit_closed"]
    assert all(event.is_past for event in events)
    assert events[-1].at == due_at(MONDAY, Duration(5, "wd"), start.rules.calendar)


def test_however_late_it_is_noticed_a_watch_ended_when_it_did() -> None:
    life = shown_met()
    until = due_at(MONDAY, WATCH, life.audit.rules.calendar)

    life.sleep(MONDAY + timedelta(days=200))

    [ended, closed] = life.log[-2:]
    assert (ended.kind, ended.true_at, closed.kind, closed.true_at) == ("watch_ended", until, "audit_closed", until)
    assert life.audit.status is AuditStatus.CLOSED


def test_only_who_may_measure_may_send_counts_under_watch() -> None:
    life = shown_met()

    with pytest.raises(NotAllowed):
        life.give(c.Measure, WREN, **OCTOBER)
