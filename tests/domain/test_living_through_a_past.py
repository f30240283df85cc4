"""An audit of the past is lived through to now: all of it is in the log, and nobody hears of it any more."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import commands as c
from domain import events as e
from domain.audit import Audit, AuditStatus
from domain.calendar import after, step_at
from domain.commands import Opening, Sent
from domain.errors import DateInPast
from domain.evolve import fold
from domain.moments import next_moment
from domain.opening import open_audit
from domain.tick import live_through, tick
from tests.builders import MONDAY, PLANS, PLOVER, VISITS, a_command, a_finding, a_start, on
from tests.domain.promises import log_is_sound, never_goes_quiet

LONG_AGO = on("2024-06-03 10:00")


def judged(standard: str, at: datetime, *, is_met: bool) -> Sent:
    command = a_command(c.Judge, PLOVER, standard=standard, is_met=is_met)
    standing = c.Standing(roles=("quality_assurance",))
    return Sent.model_validate({"command": command.model_copy(update={"standing": standing}), "at": at})


def lived(*past: Sent, since: datetime | None = LONG_AGO, begins_anew: bool = False) -> tuple[Audit, list[e.AnyEvent]]:
    start = a_start(a_finding(VISITS), a_finding(PLANS))
    log = open_audit(Opening(start=start, since=since, past=past, begins_anew=begins_anew), MONDAY)
    audit = fold(None, log)
    assert audit
    return audit, log


def test_an_audit_opened_now_has_no_past() -> None:
    _, log = lived(since=None)

    assert {event.at for event in log} == {MONDAY}
    assert not any(event.is_past for event in log)
    assert log[-1].kind != "caught_up"


def test_what_the_past_made_true_is_logged_at_its_own_time_and_told_to_nobody() -> None:
    _, log = lived()

    *past, last = log
    assert all(event.is_past for event in past)
    assert all(event.moment is None for event in past)
    assert (past[0].at, last.kind, last.at, last.is_past) == (LONG_AGO, "caught_up", MONDAY, False)
    assert [one.at for one in past] == sorted(one.at for one in past)


def test_missed_rounds_of_the_past_are_one_event_with_their_number() -> None:
    _, log = lived()

    rounds = [one for one in log if isinstance(one, e.Escalated) and one.repeats]
    assert [(one.action_id, one.repeats > 50) for one in rounds] == [("a-1", True), ("a-2", True)]


def test_the_next_chase_comes_a_whole_interval_after_the_import() -> None:
    audit, _ = lived()

    every = audit.rules.action_ladder.every
    assert next_moment(audit) == after(MONDAY, every, audit.rules.calendar, audit.rules.hour)


def test_a_chase_that_begins_anew_goes_up_its_ladder_from_now_and_those_below_hear_first() -> None:
    audit, log = lived(begins_anew=True)
    steps = audit.rules.action_ladder.steps
    heard = [one for one in live_through(audit, MONDAY + timedelta(days=90)) if isinstance(one, e.Escalated)]

    assert [one.level for one in log if isinstance(one, e.Escalated) and one.action_id == "a-1"][-1] == len(steps)
    assert {action.chase.is_overdue for action in audit.actions.values()} == {True}
    assert {action.level(audit.rules) for action in audit.actions.values()} == {0}
    first = [one for one in heard if one.action_id == "a-1"][: len(steps)]
    assert [one.role for one in first] == [step.role for step in steps]
    assert first[0].true_at == step_at(MONDAY, steps[0].after, audit.rules.calendar, audit.rules.hour)


def test_commands_of_the_past_are_taken_at_their_own_time_whatever_their_order() -> None:
    later, sooner = on("2025-03-03 10:00"), on("2024-09-02 10:00")

    audit, log = lived(judged(PLANS, later, is_met=False), judged(VISITS, sooner, is_met=True))

    verdicts = [(one.standard, one.at) for one in log if isinstance(one, e.StandardJudged)]
    assert verdicts == [(VISITS, sooner), (PLANS, later)]
    assert (audit.status, audit.standards[PLANS].cycle) == (AuditStatus.ACTING, 2)


def test_an_audit_that_closed_in_the_past_has_nothing_to_catch_up_with() -> None:
    then = on("2024-09-02 10:00")

    audit, log = lived(judged(VISITS, then, is_met=True), judged(PLANS, then, is_met=True))

    assert (audit.status, log[-1].kind, log[-1].at) == (AuditStatus.CLOSED, "audit_closed", then)


def test_a_date_of_the_past_is_checked_against_the_time_it_was_chosen_at() -> None:
    start = a_start(a_finding(due=(LONG_AGO + timedelta(days=9)).date()))

    assert open_audit(Opening(start=start, since=LONG_AGO), MONDAY)
    with pytest.raises(DateInPast):
        open_audit(Opening(start=start), MONDAY)


def test_a_past_told_twice_is_the_same_to_the_byte() -> None:
    start = a_start(a_finding(VISITS, finding_id="f-1"))
    opening = Opening(start=start, since=LONG_AGO)

    first, again = ([one.model_dump_json() for one in open_audit(opening, MONDAY)] for _ in range(2))

    assert first == again


hours_since = st.integers(1, 24 * 700).map(lambda hours: LONG_AGO + timedelta(hours=hours))


@settings(max_examples=60, deadline=None)
@given(
    visits_at=hours_since,
    plans_at=hours_since,
    is_met=st.booleans(),
    is_safety=st.booleans(),
    begins_anew=st.booleans(),
)
def test_whatever_the_past_was_its_log_is_sound_and_the_audit_goes_on_from_now(
    visits_at: datetime, plans_at: datetime, *, is_met: bool, is_safety: bool, begins_anew: bool
) -> None:
    past = (judged(VISITS, visits_at, is_met=is_met), judged(PLANS, plans_at, is_met=False))
    start = a_start(a_finding(VISITS, is_safety=is_safety), a_finding(PLANS))

    log = open_audit(Opening(start=start, since=LONG_AGO, past=past, begins_anew=begins_anew), MONDAY)

    audit = fold(None, log)
    assert audit
    log_is_sound(log)
    assert all(event.moment is None for event in log)
    now = tick(audit, MONDAY)
    # Whoever is told at once of a child's safety was told of nothing before: they hear now.
    assert all(isinstance(one, e.Escalated) and one.true_at == MONDAY and one.repeats == 0 for one in now)
    assert not now or (begins_anew and is_safety)
    never_goes_quiet(fold(audit, now) or audit, MONDAY)
