"""However many actions fall due at once, an audit notices them within the time a workflow may think."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import commands as c
from domain.audit import Audit
from domain.decide import decide
from domain.errors import Refusal
from domain.evolve import evolve, fold
from domain.moments import moments, next_moment
from domain.tick import tick
from domain.watch import Watch
from tests.builders import HEALTH, MONDAY, PLANS, VISITS, a_finding, a_start, words
from tests.domain.any_command import aimed, any_command
from tests.domain.calls import calls_of
from tests.life import Life

LONGEST_THOUGHT = 2_000_000  # calls, well under a second of one processor; a workflow that thinks for two is stopped


def test_two_hundred_actions_late_at_once_are_noticed_in_time() -> None:
    findings = [a_finding(outcome=words(f"better {number}")) for number in range(200)]
    audit = fold(None, decide(None, a_start(*findings), MONDAY))
    assert audit

    assert calls_of(lambda: _noticed(audit)) < LONGEST_THOUGHT
    assert _noticed(audit) == 800


def _noticed(audit: Audit) -> int:
    """How many events all of 45 days are."""
    late: Audit | None = audit
    noticed = 0
    while late and (events := tick(late, MONDAY + timedelta(days=45))):
        late, noticed = fold(late, events), noticed + len(events)
    return noticed


def test_a_watch_sees_what_a_fresh_look_sees() -> None:
    until = MONDAY + timedelta(days=60)
    audit = fold(None, decide(None, a_start(*map(a_finding, (VISITS, PLANS, HEALTH))), MONDAY))
    assert audit
    watch, events = Watch(), tick(audit, until)

    for event in events:
        passed = [moment for moment in moments(audit, until) if moment.at <= until]
        assert watch.first(audit, until) == min(passed, key=lambda moment: moment.rank)
        audit = evolve(audit, event)

    assert watch.first(audit, until) is None


@settings(max_examples=20, deadline=None)
@given(deeds=st.lists(st.tuples(st.integers(0, 300), any_command()), max_size=15))
def test_a_watch_that_is_kept_sees_the_same_through_commands_and_time(deeds: list[tuple[int, c.Command]]) -> None:
    life, watch = Life(a_start(*map(a_finding, (VISITS, PLANS, HEALTH)))), Watch()

    for hours, command in deeds:
        later = life.now + timedelta(hours=hours)
        passed = [moment for moment in moments(life.audit, later) if moment.at <= later]
        assert watch.next(life.audit) == next_moment(life.audit)
        assert watch.first(life.audit, later) == min(passed, key=lambda moment: moment.rank, default=None)
        assert tick(life.audit, later, watch) == tick(life.audit, later)
        with suppress(Refusal):
            life.wait(later).send(aimed(command, life.audit))

    assert watch.next(life.audit) == next_moment(life.audit)
