"""Whatever is put right, undone and reopened in whatever order, the promises hold."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import commands as c
from domain.errors import Refusal
from tests.builders import CAIRN, FELL, PLANS, PLOVER, TALKS, VISITS, WREN, a_command, a_finding, a_start, some_rules
from tests.domain import promises, promises_of_corrections, promises_of_watching
from tests.domain.any_amendment import an_amendment
from tests.domain.any_command import good_work
from tests.life import Life

Deed = tuple[str, Any]
_STANDARDS = st.sampled_from((VISITS, PLANS, TALKS))
_DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.tuples(st.just("amend"), an_amendment()),
    st.tuples(st.just("undo"), st.sampled_from(("a-1", "a-2", "a-3", "a-4"))),
    st.tuples(st.just("reopen"), st.none() | _STANDARDS),
    st.tuples(st.just("judge"), st.tuples(_STANDARDS, st.booleans())),
    st.tuples(st.just("work"), st.integers(0, 9)),
    st.tuples(st.just("work"), st.integers(0, 9)),
    st.tuples(st.just("withdraw"), st.none()),
    st.tuples(st.just("wait"), st.sampled_from((timedelta(hours=7), timedelta(days=9), timedelta(days=40)))),
)


@settings(max_examples=150, deadline=None)
@given(deeds=st.lists(_DEEDS, min_size=8, max_size=30), watch=st.sampled_from((None, "3wd")), is_good=st.booleans())
def test_whatever_is_put_right_the_promises_hold(deeds: list[Deed], watch: str | None, *, is_good: bool) -> None:
    grade = "good" if is_good else "inadequate"
    findings = (a_finding(VISITS, finding_id="f-0"), a_finding(PLANS, finding_id="f-1", owner=WREN, is_met=is_good))
    life = Life(a_start(*findings, overall=grade, rules=some_rules(grade, watch=watch)))
    for what, how in deeds:
        _do(life, what, how)
        promises.keeps_its_promises(life.notice())
    promises.log_is_sound(life.log)
    promises.log_makes_the_audit(life)
    promises.each_action_has_one_owner_and_one_first_date(life)
    promises.levels_rise_and_rest_is_kept(life)
    promises.no_check_is_put_off_within_a_cycle(life)
    promises.nothing_chases_a_claim(life)
    promises.the_last_verdict_stands(life)
    promises_of_watching.nothing_closes_before_its_watch_is_over(life)
    promises_of_corrections.what_is_put_right_stands_beside_what_it_was(life)
    promises_of_corrections.an_undone_verification_leaves_its_claim(life)
    promises_of_corrections.an_action_is_about_the_standard_of_its_finding(life.audit)


def _do(life: Life, what: str, how: Any) -> None:
    if what == "wait":
        life.wait(how)
    elif command := _command(life, what, how):
        before = life.notice().audit
        try:
            life.send(command)
        except Refusal:
            assert life.audit == before


def _command(life: Life, what: str, how: Any) -> c.Command | None:
    if what == "work":
        return good_work(life.audit, how, is_good=True)
    if what == "judge":
        return a_command(c.Judge, PLOVER, standard=how[0], is_met=how[1])
    given: dict[str, c.Command] = {
        "amend": a_command(c.Amend, FELL, **(how if what == "amend" else {})),
        "undo": a_command(c.UndoVerify, FELL, action_id=how if what == "undo" else "a-1"),
        "reopen": a_command(c.Reopen, CAIRN, standard=how if what == "reopen" else None),
        "withdraw": a_command(c.Withdraw, CAIRN),
    }
    return given[what]
