"""Audits simulated with people who behave as assumed: by the real rules, and the same again for the same seed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import commands as c
from domain import events as e
from domain.audit import AuditStatus
from domain.behaviour import Behaviour, Spell
from domain.directory import Directory
from domain.durations import Duration
from domain.evolve import fold
from domain.forecast import forecast
from domain.simulated_commands import Council
from domain.simulated_figures import figures, notices
from domain.simulation import Assumed, Lived, TooMuchHappens, live
from tests.builders import HERON, MONDAY, PLANS, PLOVER, VISITS, WREN, a_directory, a_finding, a_start, on, some_rules
from tests.domain import promises
from tests.domain.moderated import moderated_people, moderated_rules
from tests.domain.versions import ladders

A_YEAR = MONDAY + timedelta(days=365)
FINDINGS = (a_finding(VISITS, finding_id="f-1"), a_finding(PLANS, finding_id="f-2"))
SAFETY = (a_finding(VISITS, finding_id="f-1", is_safety=True, owner=WREN),)


def lived(start: c.StartAudit | None = None, directory: Directory | None = None, **assumed: Any) -> Lived:
    given = {"behaviour": Behaviour(), "seed": 1, "until": A_YEAR, **assumed}
    opening = c.Opening(start=start or a_start(*FINDINGS))
    return live(opening, MONDAY, Council(directory or a_directory()), Assumed(**given))


def habits(share: int, **more: Any) -> Behaviour:
    """Everybody does everything with this probability."""
    names = ("accept", "in_time", "chased", "acknowledge", "check_in_time", "safety")
    usual = Behaviour()
    changed = {name: getattr(usual, name).model_copy(update={"share": share}) for name in names}
    late = usual.late.model_copy(update={"share": 0})
    return usual.model_copy(update={**changed, "late": late, **more})


def kinds(life: Lived) -> list[str]:
    return [one.event.kind for one in life.coming]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), is_safety=st.booleans(), steps=st.integers(0, 100))
def test_a_simulated_life_is_one_that_the_rules_allow(seed: int, steps: int, *, is_safety: bool) -> None:
    behaviour = Behaviour(chased=Behaviour().chased.model_copy(update={"share": steps}))

    life = lived(a_start(*(SAFETY if is_safety else FINDINGS)), seed=seed, behaviour=behaviour)

    log = [one.event for one in life.coming]
    promises.log_is_sound(log)
    assert fold(None, log) == life.audit
    assert all(one.at <= A_YEAR for one in log)
    assert life.refused == 0


def test_the_same_seed_makes_the_same_life_and_another_seed_another() -> None:
    assert lived() == lived()
    assert len({tuple(kinds(lived(seed=seed))) for seed in range(6)}) > 2


def test_people_who_never_do_anything_leave_an_audit_to_what_is_forecast() -> None:
    life = lived(behaviour=habits(0))
    begun = fold(None, [one.event for one in life.coming if one.event.at == MONDAY])
    assert begun

    foreseen = list(forecast(begun, a_directory(), MONDAY, A_YEAR))

    assert list(life.coming[-len(foreseen) :]) == foreseen


def test_people_who_do_everything_in_time_are_never_chased() -> None:
    back = Behaviour().send_back.model_copy(update={"share": 0})
    verify = Spell(least=Duration.parse("1wd"), usual=Duration.parse("1wd"), most=Duration.parse("1wd"))

    life = lived(behaviour=habits(100, send_back=back, verify=verify, shown_met=100))

    assert life.audit.status is AuditStatus.CLOSED
    assert not {"action_overdue", "escalated", "check_overdue"} & {*kinds(life)}
    assert kinds(life).count("action_claimed") == kinds(life).count("action_verified") == 2


def test_a_claim_that_is_sent_back_is_claimed_again() -> None:
    life = lived(behaviour=habits(100, send_back=Behaviour().send_back.model_copy(update={"share": 100})))

    of_one = [one for one in life.coming if getattr(one.event, "action_id", None) == "a-1"]
    told = [one.event.kind for one in of_one if one.event.kind in ("action_claimed", "action_sent_back")]
    assert told[:4] == ["action_claimed", "action_sent_back"] * 2


def test_standards_that_are_never_shown_met_end_with_whoever_is_accountable() -> None:
    life = lived(behaviour=habits(100, shown_met=0))

    assert "audit_handed_over" in kinds(life)
    assert life.audit.status is AuditStatus.HANDED_OVER


def test_nobody_judges_or_verifies_what_is_their_own() -> None:
    log = [one.event for seed in range(8) for one in lived(seed=seed).coming]

    assert {one.by for one in log if isinstance(one, e.StandardJudged)} == {PLOVER}
    assert {one.by for one in log if isinstance(one, e.ActionVerified)} == {HERON}


def test_a_second_grade_is_drawn_and_given() -> None:
    start = a_start(*FINDINGS, rules=moderated_rules("inadequate"))

    life = lived(start, moderated_people(), behaviour=habits(100))

    assert kinds(life).count("moderation_drawn") == kinds(life).count("grade_moderated") == 1


def test_what_is_known_to_have_been_judged_is_judged_when_it_was() -> None:
    judged = c.Judge(
        command_id="next/judge", by=PLOVER, standard=VISITS, is_met=True, standing=c.Standing(roles=("auditor",))
    )
    at = on("2027-03-01 09:00")
    opening = c.Opening(start=a_start(*FINDINGS), past=(c.Sent(command=judged, at=at),))

    life = live(opening, MONDAY, Council(a_directory()), Assumed(habits(0), 1, A_YEAR))

    [met] = [one.event for one in life.coming if isinstance(one.event, e.StandardMet)]
    assert (met.standard, met.at) == (VISITS, at)


def test_rules_that_count_in_seconds_need_people_who_do() -> None:
    seconds = some_rules(ladders=ladders("1s", "2s"), rest="1s", reminders=[], hour="09:00")
    every = seconds.action_ladder.model_copy(update={"every": Duration.parse("1s")})
    rules = seconds.model_copy(update={"action_ladder": every})

    with pytest.raises(TooMuchHappens, match="larkmoor-1 would make more than 500 events"):
        lived(a_start(*FINDINGS, rules=rules), behaviour=habits(0), most=500)


def test_figures_count_what_happened() -> None:
    lives = [lived(seed=seed) for seed in range(12)]
    told = notices(lives)

    came = figures(lives, told)

    steps = [one for life in lives for one in life.coming if isinstance(one.event, e.Escalated)]
    counted = [one for one in steps if isinstance(one.event, e.Escalated) and one.event.matter != "handover"]
    assert came.audits == came.closed + came.still_open == 12
    assert came.escalations == sum(came.levels.values()) == len(counted)
    assert came.notices == sum(one.notices for one in came.people) == sum(one.notices for one in came.months)
    assert came.notices == sum(len(one.notices) for life in lives for one in life.coming) == len(told)
    assert sum(one.actions for one in came.people) == came.actions
    assert came.days_to_close == sorted(came.days_to_close)
    assert told == sorted(told, key=lambda one: one.at)
    assert came.median_days is None or came.p90_days is None or came.median_days <= came.p90_days


def test_the_most_that_were_open_at_once_is_counted_over_all_audits() -> None:
    ends = on("2026-12-24 12:00")
    lives = [lived(a_start(*FINDINGS, audit_id=f"larkmoor-{n}"), behaviour=habits(0), until=ends) for n in range(3)]

    [wren] = [one for one in figures(lives, notices(lives)).people if one.person == WREN]

    assert (wren.actions, wren.most_open, wren.still_open) == (3, 3, 3)


def test_nothing_that_happened_counts_nothing() -> None:
    came = figures([], [])

    assert (came.audits, came.median_days, came.p90_days, came.months, came.people) == (0, None, None, [], [])


def test_days_are_as_long_as_the_audit_was_open() -> None:
    life = lived(behaviour=habits(100, shown_met=100))

    came = figures([life], notices([life]))

    [closed] = [one.event.at for one in life.coming if isinstance(one.event, e.AuditClosed)]
    assert came.days_to_close == [round((closed - MONDAY) / timedelta(days=1), 1)]
    assert isinstance(closed, datetime)
