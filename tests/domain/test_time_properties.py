"""However late time is noticed, the same becomes true; and it never becomes true without end."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import commands as c
from domain import events as e
from domain.audit import Audit, AuditStatus
from domain.evolve import fold
from domain.moments import next_moment
from domain.tick import PAGE, tick
from tests.builders import FELL, HEALTH, HERON, MONDAY, PLANS, TARN, VISITS, WREN, a_finding, a_start, some_rules, words
from tests.life import Life

YEARS = timedelta(days=8 * 365)
hours = st.integers(0, 24 * 90).map(lambda n: timedelta(hours=n))


def noticed(audit: Audit, now: datetime) -> tuple[Audit, list[e.AnyEvent]]:
    """All that time has made true by now, page by page."""
    log: list[e.AnyEvent] = []
    while page := tick(audit, now):
        assert len(page) <= PAGE
        audit, log = fold(audit, page) or audit, [*log, *page]
    return audit, log


def facts(log: list[e.AnyEvent]) -> list[tuple[str, str, int, datetime]]:
    """Reminders and dates passed, each with when it was true: they do not depend on who noticed when."""
    dated = [one for one in log if isinstance(one, e.ActionReminded | e.ActionOverdue)]
    return sorted((one.kind, one.action_id, getattr(one, "number", 0), one.true_at) for one in dated)


def rungs(log: list[e.AnyEvent]) -> set[tuple[str, str | None, int]]:
    return {(one.matter, one.action_id, one.level) for one in log if isinstance(one, e.Escalated)}


def a_life(*, is_safety: bool = False) -> Life:
    findings = (a_finding(VISITS), a_finding(PLANS), a_finding(HEALTH, is_safety=is_safety))
    return Life(a_start(*findings))


@settings(max_examples=60, deadline=None)
@given(first=hours, then=hours, is_safety=st.booleans(), is_claimed=st.booleans())
def test_noticing_twice_and_noticing_once_come_to_the_same_facts(
    first: timedelta, then: timedelta, *, is_safety: bool, is_claimed: bool
) -> None:
    life = a_life(is_safety=is_safety)
    if is_claimed:
        life.give(c.ClaimDone, WREN)
    between, early = noticed(life.audit, MONDAY + first)
    _, late = noticed(between, MONDAY + first + then)

    _, once = noticed(life.audit, MONDAY + first + then)

    assert facts(early + late) == facts(once)
    # A step noticed late gives its level a rest, so that fewer steps fit in; never more, never others.
    assert rungs(once) <= rungs(early + late)


@settings(max_examples=60, deadline=None)
@given(wait=hours, is_safety=st.booleans())
def test_noticing_again_at_the_same_moment_finds_nothing_new(wait: timedelta, *, is_safety: bool) -> None:
    audit, _ = noticed(a_life(is_safety=is_safety).audit, MONDAY + wait)

    moment = next_moment(audit)

    assert tick(audit, MONDAY + wait) == []
    assert moment
    assert moment > MONDAY + wait


@settings(max_examples=60, deadline=None)
@given(wait=hours)
def test_what_becomes_true_in_one_page_does_so_in_order_for_each_action(wait: timedelta) -> None:
    _, log = noticed(a_life().audit, MONDAY + wait)

    for action_id in ("a-1", "a-2", "a-3"):
        moments = [event.true_at for event in log if getattr(event, "action_id", None) == action_id]
        assert moments == sorted(moments)


def a_life_of_twenty() -> Life:
    life = Life(a_start(rules=some_rules()))
    for n in range(19):
        life.give(c.AddAction, HERON, action_id=f"x-{n}", outcome=words(f"outcome {n}"))
    return life


def test_eight_years_in_which_nobody_does_anything_make_a_bounded_log() -> None:
    life = a_life_of_twenty()
    begun = len(life.log)

    for quarter in range(1, 33):
        life.sleep(MONDAY + quarter * YEARS / 32)

    # Of each action: two reminders, a date passed, three steps, and at most one round each time it is looked at.
    assert len(life.log) - begun <= 20 * (2 + 1 + 3 + 32)
    assert {one.step for one in (action.chase for action in life.audit.actions.values())} == {3}


def test_eight_years_of_outage_make_four_events_an_action() -> None:
    life = a_life_of_twenty()
    begun = len(life.log)

    life.sleep(MONDAY + YEARS)

    assert len(life.log) - begun == 20 * 4


def test_an_audit_handed_over_is_told_of_for_eight_years_and_never_goes_quiet() -> None:
    life = a_life_of_twenty()
    life.give(c.HandOver, TARN)

    for quarter in range(1, 33):
        life.sleep(MONDAY + quarter * YEARS / 32)

    told = [one for one in life.of(e.Escalated) if one.matter == "handover"]
    assert life.audit.status is AuditStatus.HANDED_OVER
    assert len(told) == 32
    assert next_moment(life.audit)


def test_an_audit_that_is_over_has_no_next_moment() -> None:
    life = Life()
    life.give(c.Cancel, FELL)

    life.give(c.Judge, "plover")

    assert life.audit.status is AuditStatus.CLOSED
    assert next_moment(life.audit) is None
    assert tick(life.audit, MONDAY + YEARS) == []
