"""Each kind of date that is counted in working days goes with the calendar, and what people agreed does not."""

from datetime import date, timedelta

from domain import commands as c
from domain import events as e
from tests.builders import (
    ASH,
    HERON,
    MOSS,
    PLOVER,
    WREN,
    a_complaint,
    a_plan,
    a_start,
    another_calendar,
    on,
    some_rules,
)
from tests.domain.test_updating_calendar import moves, update
from tests.life import Life


def test_the_decision_on_more_time_moves_and_the_date_asked_for_stays() -> None:
    life = Life().wait(on("2026-11-06 10:00"))
    life.give(c.AskExtension, WREN, due=date(2026, 11, 25))
    asked = life.action.extension
    assert asked
    assert asked.chase.due_at == on("2026-11-12 00:00")

    events = update(life)

    assert ("extension", on("2026-11-12 00:00"), on("2026-11-13 00:00")) in moves(events)
    assert life.action.extension
    assert life.action.extension.due_at == asked.due_at
    assert ("date_replanned", ASH) in life.sent


def test_a_pause_ends_as_agreed_and_what_was_left_then_is_still_left() -> None:
    life = Life().wait(on("2026-11-05 10:00"))
    life.give(c.PauseAction, MOSS, until=date(2026, 11, 11))
    paused = life.action.pause

    update(life)
    life.wait(on("2026-11-12 10:00"))

    assert life.of(e.ActionPaused)[0].until == on("2026-11-12 00:00")
    assert paused
    assert life.of(e.ActionResumed)[0].due_at == on("2026-11-24 00:00")


def test_an_action_whose_clock_went_on_is_counted_from_there() -> None:
    life = Life().wait(on("2026-11-03 10:00"))
    life.give(c.PauseAction, MOSS)
    life.wait(on("2026-11-05 10:00"))
    life.give(c.ResumeAction, MOSS)
    assert life.action.due_at == on("2026-11-19 00:00")

    events = update(life)

    assert moves(events) == [("action_replanned", on("2026-11-19 00:00"), on("2026-11-20 00:00"))]


def test_a_return_moves_and_is_late_by_its_first_date() -> None:
    life = Life(a_plan())
    before = life.audit.return_by
    assert before == on("2026-12-01 00:00")

    events = update(life)
    life.wait(on("2026-12-01 10:00"))
    life.give(c.ReturnAudit, HERON)

    assert moves(events) == [("return", before, on("2026-12-02 00:00"))]
    assert ("date_replanned", HERON) in life.sent
    assert (life.of(e.ReturnOverdue), life.of(e.AuditReturned)[0].is_late) == ([], True)
    assert (life.audit.return_by, life.audit.first_return_by) == (on("2026-12-02 00:00"), before)


def test_an_audit_that_nobody_makes_yet_waits_a_day_longer_for_it_and_is_told_of_then() -> None:
    life = Life(a_plan(auditor=None)).wait(on("2026-11-06 10:00"))

    events = update(life, another_calendar(date(2026, 11, 9)))
    life.wait(on("2026-11-12 10:00"))

    assert moves(events) == [("allocation", on("2026-11-10 00:00"), on("2026-11-11 00:00"))]
    assert [(one.matter, one.true_at) for one in life.of(e.Escalated)] == [("allocation", on("2026-11-11 09:00"))]


def test_the_law_s_clock_of_a_complaint_skips_the_new_holiday_too() -> None:
    life = Life(a_complaint())
    before = life.audit.return_by

    events = update(life)

    assert before
    assert moves(events) == [("return", before, before + timedelta(days=1))]


def test_what_an_acknowledgement_bought_does_not_end_on_a_holiday() -> None:
    life = Life().wait(on("2026-11-18 10:00"))
    life.give(c.Acknowledge, ASH)

    events = update(life, another_calendar(date(2026, 11, 20)))

    assert moves(events) == [("quiet", on("2026-11-20 09:00"), on("2026-11-23 09:00"))]


def test_a_watch_in_working_days_lasts_as_many_of_them() -> None:
    life = Life(a_start(rules=some_rules(watch="5wd"))).wait(on("2026-11-06 10:00"))
    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)
    life.give(c.Judge, PLOVER)

    events = update(life)
    life.wait(on("2026-11-14 12:00"))

    assert moves(events) == [("watch", on("2026-11-14 00:00"), on("2026-11-17 00:00"))]
    assert not life.audit.is_over
