"""Whatever people do in whatever order, and however late the engine notices, the promises hold."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from typing_extensions import override

from domain import commands as c
from domain.calendar import Calendar
from domain.counted_from import counted_from
from domain.errors import Refusal
from domain.moments import next_moment
from domain.ran_from import ran_from
from tests.builders import (
    ASH,
    CALENDAR,
    FELL,
    HEALTH,
    HERON,
    KITE,
    MOSS,
    PLANS,
    PLOVER,
    TALKS,
    VISITS,
    WREN,
    a_command,
    a_directory,
    a_finding,
    a_start,
    another_calendar,
    some_rules,
    words,
)
from tests.domain import (
    promises,
    promises_of_calendars,
    promises_of_clocks,
    promises_of_corrections,
    promises_of_notices,
    promises_of_watching,
)
from tests.domain.any_command import a_likely_command, aimed, any_command, good_work
from tests.domain.versions import ladders, scales
from tests.life import Life

VERSIONS: tuple[dict[str, Any], ...] = (
    {},
    {"timescales": scales("3wd", "5wd"), "reminders": ["3wd", "2wd", "1wd"], "rest": "2wd"},
    {"timescales": scales("30wd", "60cd"), "ladders": ladders("1wd", "2wd", "6wd", "8wd"), "safety_due": "48h"},
    {"ladders": ladders("2wd"), "reminders": [], "accountable_every": "1wd", "acknowledgement": "5wd"},
)
"""Of the rules, each differing from the first in dates, ladders, or both."""
Deed = Callable[[Life], Any]
ANY_DAY = st.dates(date(2026, 11, 3), date(2027, 3, 31))
SPANS = (timedelta(minutes=5), timedelta(hours=7), timedelta(days=2), timedelta(days=9), timedelta(days=40))


class AnyLife(RuleBasedStateMachine):
    """One audit of 1 to 20 actions, among people who get it right, get it wrong and repeat themselves."""

    @initialize(
        standards=st.lists(st.sampled_from((VISITS, PLANS, HEALTH, TALKS)), min_size=1, max_size=20),
        is_safety=st.sampled_from((False, False, True)),
        cycles=st.integers(1, 5),
        without=st.sampled_from(((), (), (ASH,), (MOSS, FELL), (HERON,))),
        watch=st.sampled_from((None, None, "3wd", "60cd")),
    )
    def start(
        self, standards: list[str], *, is_safety: bool, cycles: int, without: tuple[str, ...], watch: str | None
    ) -> None:
        findings = [
            a_finding(one, finding_id=f"f-{n}", owner=WREN, outcome=words(f"outcome {n}"))
            for n, one in enumerate(standards)
        ]
        findings[0] = findings[0].model_copy(update={"is_safety": is_safety})
        self._start: c.FirstCommand = a_start(
            *findings, met_by_grade=(HEALTH,), rules=some_rules(cycles=cycles, watch=watch)
        )
        self._directory = a_directory(without=without)
        self.life = Life(self._start, self._directory)
        self._deeds: list[Deed] = []
        self._given: list[c.Command] = []

    @rule(command=any_command())
    def somebody_asks(self, command: c.Command) -> None:
        self._give(command)

    @rule(data=st.data(), numbers=st.lists(st.integers(0, 20), min_size=1, max_size=4))
    def people_ask_what_can_be_asked(self, data: st.DataObject, numbers: list[int]) -> None:
        for number in numbers if self.life.audit.actions else ():
            self._give(data.draw(a_likely_command(self.life.audit, number)))

    @rule(number=st.integers(0, 9), is_good=st.sampled_from((True, True, False)))
    def somebody_does_what_is_next(self, number: int, *, is_good: bool) -> None:
        command = good_work(self.life.audit, number, is_good=is_good)
        if command:
            self._give(command)

    @rule(standard=st.sampled_from((VISITS, PLANS, HEALTH)), is_met=st.booleans())
    def another_audit_judges(self, standard: str, *, is_met: bool) -> None:
        self._give(a_command(c.Judge, PLOVER, standard=standard, is_met=is_met))

    def _give(self, command: c.Command) -> None:
        command = aimed(command, self.life.audit)
        self._do(lambda life: _asked(life, command))
        self._given.append(command)

    @rule(number=st.integers(0, 99))
    def somebody_repeats_themselves(self, number: int) -> None:
        if not self._given:
            return
        command = self._given[number % len(self._given)]
        was_answered = command.command_id in self.life.audit.answered

        events = self._do(lambda life: _asked(life, command))

        assert not (was_answered and events)

    @rule(number=st.integers(0, len(VERSIONS) - 1))
    def an_operator_moves_it_to_other_rules(self, number: int) -> None:
        self._do(lambda life: _moved(life, number))

    @rule(added=st.sets(ANY_DAY, max_size=3), without=st.sampled_from(((), (), *((day,) for day in CALENDAR.holidays))))
    def the_bank_holidays_change(self, added: set[date], without: tuple[date, ...]) -> None:
        self._do(lambda life: _updated(life, another_calendar(*added, without=without, snapshot=str(len(life.log)))))

    @rule(without=st.sampled_from(((), (ASH,), (MOSS, FELL))))
    def people_change_and_are_found_again(self, without: tuple[str, ...]) -> None:
        def change(life: Life) -> None:
            life.directory = a_directory(without=without)
            if not life.pending:  # the workflow waits until it is known who has been told
                _asked(life, a_command(c.FindAgain, KITE, command_id=f"found-{len(life.log)}"))

        self._do(change)

    @rule(span=st.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        self._do(lambda life: life.wait(span))

    @rule()
    def the_timer_rings(self) -> None:
        moment = next_moment(self.life.audit)
        if moment:
            self._do(lambda life: life.wait(moment))

    @rule(span=st.sampled_from(SPANS))
    def the_engine_is_down(self, span: timedelta) -> None:
        self._do(lambda life: life.sleep(life.now + span))

    @rule(is_recording=st.booleans())
    def the_database_goes_away_or_comes_back(self, *, is_recording: bool) -> None:
        def change(life: Life) -> None:
            life.is_recording = is_recording
            if is_recording:
                life.record()

        self._do(change)

    @override
    def teardown(self) -> None:
        if not hasattr(self, "life"):
            return
        promises.log_is_sound([*self.life.log, *self.life.pending])
        promises.each_action_has_one_owner_and_one_first_date(self.life)
        promises.levels_rise_and_rest_is_kept(self.life)
        promises.no_step_is_taken_before_its_date(self.life)
        promises.no_check_is_put_off_within_a_cycle(self.life)
        promises.nothing_chases_a_claim(self.life)
        promises.the_last_verdict_stands(self.life)
        promises_of_watching.nothing_closes_before_its_watch_is_over(self.life)
        promises_of_watching.a_slip_leads_to_the_next_cycle_or_to_somebody_accountable(self.life)
        promises_of_corrections.what_is_put_right_stands_beside_what_it_was(self.life)
        promises_of_corrections.an_undone_verification_leaves_its_claim(self.life)
        promises_of_corrections.an_action_is_about_the_standard_of_its_finding(self.life.audit)
        promises_of_clocks.nothing_tells_of_a_paused_action(self.life)
        promises_of_calendars.only_open_dates_move_with_the_calendar(self.life)
        promises_of_notices.no_stale_notice_leaves(self.life)
        self._lives_the_same_again()

    def _do(self, deed: Deed) -> Any:
        self._deeds.append(deed)
        answer = deed(self.life)
        self.life.notice()
        promises.keeps_its_promises(self.life)
        promises_of_watching.every_watch_has_its_moment(self.life.audit, self.life.now)
        promises_of_clocks.clocks_keep_their_promises(self.life)
        promises.log_makes_the_audit(self.life)
        return answer

    def _lives_the_same_again(self) -> None:
        again = Life(self._start, self._directory)
        for deed in self._deeds:
            deed(again)
            again.notice()
        assert [event.model_dump_json() for event in again.log] == [event.model_dump_json() for event in self.life.log]


def _moved(life: Life, number: int) -> None:
    if life.pending:
        return
    moments, version = ran_from(life.log), number + 1
    rules = some_rules(**{"version": version, "cycles": life.audit.rules.cycles, **VERSIONS[number]})
    found = {"ran_from": moments.actions, "check_from": moments.check, "rules": rules, "version": version}
    _asked(life, a_command(c.Replan, KITE, command_id=f"moved-{len(life.log)}", **found))


def _updated(life: Life, calendar: Calendar) -> None:
    """Twice, as when it is asked again: the second time nothing happens."""
    command = a_command(
        c.UpdateCalendar,
        KITE,
        command_id=f"calendar-{calendar.snapshot}",
        calendar=calendar,
        counted_from=counted_from(life.log),
    )
    _asked(life, command)
    if command.command_id in life.audit.answered:
        assert _asked(life, command) == []


def _asked(life: Life, command: c.Command) -> list[Any]:
    life.notice()
    before, known = life.audit, len(life.log) + len(life.pending)
    try:
        return life.send(command)
    except Refusal:
        assert (life.audit, len(life.log) + len(life.pending)) == (before, known)
        return []


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
