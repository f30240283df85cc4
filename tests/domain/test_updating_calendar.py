"""When a bank holiday comes or goes, dates counted in working days that have not passed are counted again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain import commands as c
from domain import events as e
from domain.calendar import Calendar
from domain.counted_from import counted_from
from domain.errors import Refusal
from tests.builders import (
    ASH,
    CALENDAR,
    HERON,
    KITE,
    MOSS,
    PLANS,
    PLOVER,
    VISITS,
    WREN,
    a_finding,
    a_start,
    another_calendar,
    on,
    some_rules,
    words,
)
from tests.life import Life

NEW = date(2026, 11, 10)
"""A Tuesday in the second week of an audit returned on Monday 2 November."""
TENTH_DAY, ELEVENTH_DAY = on("2026-11-17 00:00"), on("2026-11-18 00:00")


def update(life: Life, calendar: Calendar | None = None, **fields: Any) -> list[e.AnyEvent]:
    calendar = calendar or another_calendar(NEW)
    return life.give(c.UpdateCalendar, KITE, calendar=calendar, counted_from=counted_from(life.log), **fields)


def moves(events: list[e.AnyEvent]) -> list[tuple[str, datetime, datetime]]:
    """What moved, from when and to when."""
    kinds = (e.ActionReplanned, e.CheckReplanned, e.DateReplanned)
    return [
        (one.what if isinstance(one, e.DateReplanned) else one.kind, one.before, one.due_at)
        for one in events
        if isinstance(one, kinds)
    ]


def test_an_open_date_is_counted_again_and_the_first_one_stays() -> None:
    life = Life().wait(timedelta(days=3))

    events = update(life)

    assert moves(events) == [("action_replanned", TENTH_DAY, ELEVENTH_DAY)]
    assert (life.action.due_at, life.action.original_due_at) == (ELEVENTH_DAY, TENTH_DAY)
    assert life.audit.rules.calendar.snapshot == "invented/2027"
    assert (life.of(e.CalendarUpdated)[0].added, life.of(e.CalendarUpdated)[0].before) == ((NEW,), "invented/2026")
    assert life.sent[-1] == ("replanned", WREN)


def test_a_claim_after_the_first_date_is_late_though_the_date_in_force_is_kept() -> None:
    life = Life().wait(timedelta(days=3))
    update(life)
    life.wait(on("2026-11-17 12:00"))

    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)

    assert life.of(e.ActionOverdue) == []
    assert life.of(e.ActionVerified)[0].is_late


def test_a_date_that_has_passed_never_moves_and_its_next_step_skips_the_new_holiday() -> None:
    life = Life().wait(on("2026-11-18 10:00"))

    events = update(life, another_calendar(date(2026, 11, 20), date(2026, 11, 24)))
    life.wait(on("2026-11-27 10:00"))

    assert moves(events) == []
    assert life.action.due_at == TENTH_DAY
    assert [(one.level, one.true_at) for one in life.of(e.Escalated)] == [
        (1, on("2026-11-17 09:00")),
        (2, on("2026-11-25 09:00")),
    ]


def test_the_days_at_the_turn_of_the_year_and_a_new_one_between_them() -> None:
    life = Life(a_start(a_finding(VISITS), a_finding(PLANS))).wait(on("2026-12-18 10:00"))
    life.give(c.AddAction, HERON, action_id="x-1", standard=PLANS, due=date(2026, 12, 30))
    life.give(c.ClaimDone, WREN)
    life.give(c.Verify, HERON)
    life.give(c.Judge, PLOVER, standard=VISITS, is_met=False)
    again = life.audit.unfinished[-1]

    update(life, another_calendar(date(2026, 12, 29)))

    assert again.due_at == on("2027-01-07 00:00")
    assert life.audit.actions[again.action_id].due_at == on("2027-01-08 00:00")
    assert life.audit.actions["x-1"].due_at == on("2026-12-31 00:00")


def test_a_holiday_withdrawn_moves_a_date_earlier_but_never_into_the_past() -> None:
    life = Life(a_start(rules=some_rules().model_copy(update={"calendar": another_calendar(date(2026, 11, 16))})))
    assert life.action.due_at == ELEVENTH_DAY
    life.wait(on("2026-11-15 10:00"))

    events = update(life, another_calendar(snapshot="2028"))

    assert moves(events) == [("action_replanned", ELEVENTH_DAY, TENTH_DAY)]


def test_on_the_last_day_a_date_that_would_have_passed_gives_people_the_rest_of_it() -> None:
    two_more = another_calendar(date(2026, 11, 18), date(2026, 11, 19))
    life = Life(a_start(rules=some_rules(timescales=_SCALES).model_copy(update={"calendar": two_more})))
    assert life.action.due_at == on("2026-11-21 00:00")
    life.wait(on("2026-11-17 10:00"))

    events = update(life, another_calendar(snapshot="2028"))

    assert moves(events) == [("action_replanned", on("2026-11-21 00:00"), on("2026-11-19 00:00"))]


_SCALES = {"good": {"actions": "20wd", "check": "84cd"}, "inadequate": {"actions": "12wd", "check": "28cd"}}


def test_dates_that_people_chose_and_calendar_days_stay() -> None:
    chosen = a_finding(VISITS, due=date(2026, 11, 19))
    life = Life(a_start(chosen, a_finding(PLANS), a_finding(VISITS, is_safety=True, outcome=words("safe"))))
    life.give(c.AddAction, HERON, action_id="x-1", due=date(2026, 11, 19))
    life.give(c.AskExtension, ASH, action_id="a-2", due=date(2026, 11, 20))
    life.give(c.GrantExtension, MOSS, action_id="a-2")
    before = {key: one.due_at for key, one in life.audit.actions.items()}

    events = update(life)

    assert moves(events) == []
    assert {key: one.due_at for key, one in life.audit.actions.items()} == before


def test_who_was_reminded_is_not_reminded_again_of_a_date_that_moved() -> None:
    life = Life().wait(on("2026-11-09 10:00"))
    assert len(life.of(e.ActionReminded)) == 1

    update(life)
    life.wait(on("2026-11-17 10:00"))

    assert [one.number for one in life.of(e.ActionReminded)] == [1, 2]
    assert life.of(e.ActionReminded)[1].true_at == on("2026-11-16 09:00")


def test_the_same_command_again_does_nothing_and_the_same_snapshot_is_refused() -> None:
    life = Life()
    update(life, command_id="calendar-1")

    assert update(life, command_id="calendar-1") == []
    with pytest.raises(Refusal, match="counts by the snapshot invented/2027 already"):
        update(life)


REFUSED = {
    "none": (None, "needs its new snapshot"),
    "another": (CALENDAR.model_copy(update={"snapshot": "larkmoor/2027"}), "by the calendar invented, not larkmoor"),
    "one dropped that was used": (
        another_calendar(without=(date(2026, 12, 25),)),
        "drops Friday 25 December 2026, a day off that has been used already",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_calendar_that_an_audit_cannot_count_by_is_refused(why: str) -> None:
    calendar, sentence = REFUSED[why]
    life = Life().wait(on("2026-12-28 10:00"))
    before = life.audit

    with pytest.raises(Refusal, match=sentence):
        life.give(c.UpdateCalendar, KITE, calendar=calendar)

    assert life.audit == before
