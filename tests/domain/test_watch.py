"""However many actions fall due at once, an audit notices them within the time a workflow may think."""

import sys
from datetime import timedelta

from domain.audit import Audit
from domain.decide import decide
from domain.evolve import evolve, fold
from domain.moments import moments
from domain.tick import tick
from domain.watch import Watch
from tests.builders import HEALTH, MONDAY, PLANS, VISITS, a_finding, a_start, words

LONGEST_THOUGHT = 2_000_000  # calls, well under a second of one processor; a workflow that thinks for two is stopped


def test_two_hundred_actions_late_at_once_are_noticed_in_time() -> None:
    findings = [a_finding(outcome=words(f"better {number}")) for number in range(200)]
    audit = fold(None, decide(None, a_start(*findings), MONDAY))
    assert audit

    assert _thought(audit) < LONGEST_THOUGHT


def _thought(audit: Audit) -> int:
    """How many calls it takes to notice all of 45 days: unlike seconds, the same on any machine."""
    late: Audit | None = audit
    noticed, calls = 0, 0

    def count(_frame: object, what: str, _called: object) -> None:
        nonlocal calls
        calls += what in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        while late and (events := tick(late, MONDAY + timedelta(days=45))):
            late, noticed = fold(late, events), noticed + len(events)
    finally:
        sys.setprofile(before)
    assert noticed == 800
    return calls


def test_a_watch_sees_what_a_fresh_look_sees() -> None:
    until = MONDAY + timedelta(days=60)
    audit = fold(None, decide(None, a_start(*map(a_finding, (VISITS, PLANS, HEALTH))), MONDAY))
    assert audit
    watch, events = Watch(until), tick(audit, until)

    for event in events:
        passed = [moment for moment in moments(audit, until) if moment.at <= until]
        assert watch.first(audit) == min(passed, key=lambda moment: moment.rank)
        audit = evolve(audit, event)

    assert watch.first(audit) is None
