"""What is foreseen of an audit is what happens to it when it is left alone."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from typing_extensions import override

from domain import commands as c
from domain import events as e
from domain.ahead import Coming
from domain.evolve import fold
from domain.forecast import forecast
from domain.people import Absence
from tests.builders import ASH, FELL, HERON, MONDAY, MOSS, WREN, a_directory, on
from tests.domain.test_any_life import AnyLife
from tests.domain.test_any_moderation import AnyModeration
from tests.domain.test_any_return import AnyReturn
from tests.life import Life

NINETY_DAYS = timedelta(days=90)


def foreseen(life: Life, until: datetime) -> list[Coming]:
    return list(forecast(life.audit, life.directory, life.now, until))


def told_of(coming: list[Coming]) -> list[tuple[str, str]]:
    return [(one.notice, one.person.person) for each in coming for one in each.notices]


class LeftAlone(AnyLife):
    """Whatever has happened so far, from here on nobody does anything for a while."""

    @rule(steps=st.lists(st.sampled_from((1, 5, 7 * 24, 20 * 24)), min_size=1, max_size=5))
    def it_is_left_alone(self, steps: list[int]) -> None:
        self._do(lambda life: _left_alone(life, [timedelta(hours=one) for one in steps]))

    @override
    def teardown(self) -> None:
        if hasattr(self, "life"):
            _left_alone(self.life, [NINETY_DAYS])


class ReturnLeftAlone(LeftAlone, AnyReturn):
    """One that is planned, a complaint or not."""


class ModerationLeftAlone(LeftAlone, AnyModeration):
    """One with a second grade and disputes."""


def _left_alone(life: Life, steps: list[timedelta]) -> None:
    """The log then grows by the very events that were foreseen, and the same notices leave."""
    if not life.is_recording or life.pending:
        return
    end = life.now + sum(steps, timedelta(0))
    of_the_log = fold(None, life.log)
    assert of_the_log
    coming = list(forecast(of_the_log, life.directory, life.now, end))
    events, sent = len(life.log), len(life.sent)

    for step in steps:
        life.wait(step)

    assert life.log[events:] == [one.event for one in coming]
    assert life.sent[sent:] == told_of(coming)


TestLeftAlone, TestReturnLeftAlone = LeftAlone.TestCase, ReturnLeftAlone.TestCase
TestModerationLeftAlone = ModerationLeftAlone.TestCase
TestLeftAlone.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
TestReturnLeftAlone.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
TestModerationLeftAlone.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)


@settings(max_examples=25, deadline=None)
@given(hours=st.integers(0, 24 * 90))
def test_a_forecast_goes_on_where_an_earlier_one_would_have_stopped(hours: int) -> None:
    life, end = Life(), MONDAY + NINETY_DAYS
    whole = foreseen(life, end)
    between = MONDAY + timedelta(hours=hours)

    first = foreseen(life, between)

    assert first + foreseen(life.wait(between), end) == whole


def test_a_forecast_says_when_who_would_be_told_of_what() -> None:
    coming = foreseen(Life(), on("2026-12-02 12:00"))

    assert [(one.event.true_at, one.event.kind) for one in coming] == [
        (on("2026-11-09 09:00"), "action_reminded"),
        (on("2026-11-13 09:00"), "action_reminded"),
        (on("2026-11-17 00:00"), "action_overdue"),
        (on("2026-11-17 09:00"), "escalated"),
        (on("2026-11-23 09:00"), "escalated"),
        (on("2026-11-30 09:00"), "escalated"),
    ]
    assert told_of(coming)[-3:] == [("escalation_action", person) for person in (ASH, MOSS, FELL)]


def test_a_forecast_knows_who_will_be_away_and_who_stands_in() -> None:
    life = Life()
    ash = life.directory.people[ASH].away(Absence(first_day=on("2026-11-16 12:00").date(), deputy=HERON))
    life.directory = life.directory.model_copy(update={"people": {**life.directory.people, ASH: ash}})

    coming = foreseen(life, on("2026-11-18 12:00"))

    [step] = [one for one in coming if isinstance(one.event, e.Escalated)]
    assert [(one.person.person, one.stands_in_for) for one in step.notices] == [(HERON, ASH)]


def test_a_step_for_a_role_that_nobody_will_hold_goes_on_to_the_next() -> None:
    coming = foreseen(Life(directory=a_directory(without=(MOSS,))), on("2026-11-24 12:00"))

    assert [one.event.kind for one in coming][-3:] == ["escalated", "step_unheard", "escalated"]
    assert told_of(coming)[-1] == ("escalation_action", FELL)


def test_what_was_missed_while_the_engine_was_away_is_foreseen_now() -> None:
    life = Life()
    life.now = on("2026-11-20 12:00")

    coming = foreseen(life, life.now)

    assert {one.event.at for one in coming} == {life.now}
    assert [one.event.kind for one in coming] == ["action_reminded", "action_reminded", "action_overdue", "escalated"]


def test_nothing_is_foreseen_of_an_audit_that_is_over() -> None:
    life = Life()
    life.give(c.Cancel, FELL)
    life.give(c.Judge, "plover")

    assert foreseen(life, MONDAY + NINETY_DAYS) == []


def test_asking_what_comes_changes_nothing() -> None:
    life = Life()
    before = life.audit

    foreseen(life, MONDAY + NINETY_DAYS)

    assert life.audit == before
    assert life.give(c.ClaimDone, WREN)
