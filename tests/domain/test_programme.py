"""A month's draw breaks no rule, can be repeated by anybody, and gives out as many audits as can be."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.directory import Absence, Directory, Person
from domain.programme import Auditor, Case, Exemption, Inputs
from domain.programme_draw import draw
from domain.programme_people import auditors_of
from domain.strata import quotas
from tests.domain.calls import calls_of
from tests.domain.programme_inputs import TEAMS, any_inputs, broken_rules, inputs, most_that_fit, rules

LOT = str


@given(given=any_inputs())
@settings(max_examples=300)
def test_no_draw_breaks_a_rule(given: Inputs) -> None:
    assert broken_rules(given, draw(given)) == []


@given(given=any_inputs(), order=st.randoms())
@settings(max_examples=100)
def test_the_same_rows_in_any_order_are_drawn_alike(given: Inputs, order: Random) -> None:
    fields = ("cases", "auditors", "exemptions")
    shuffled = {name: tuple(order.sample(getattr(given, name), len(getattr(given, name)))) for name in fields}

    again = draw(given.model_copy(update=shuffled))

    assert again == draw(given)
    assert again == draw(Inputs.model_validate_json(given.model_dump_json()))


@given(given=any_inputs())
@settings(max_examples=300)
def test_no_other_pairing_gives_more_of_the_drawn_cases_an_auditor(given: Inputs) -> None:
    drawn = draw(given)

    assert len(drawn.chosen) == most_that_fit(given, drawn)


@given(given=any_inputs())
@settings(max_examples=100)
def test_everybody_and_every_case_is_told_why(given: Inputs) -> None:
    drawn = draw(given)

    assert sorted(one.person for one in drawn.auditors) == sorted(one.person for one in given.auditors)
    assert all(bool(one.audit_ids) == (one.outcome == "allocated") for one in drawn.auditors)
    assert all(bool(one.audit_id and one.auditor) == (one.outcome == "chosen") for one in drawn.cases)
    assert [one.position for one in drawn.cases] == list(range(1, len(given.cases) + 1))


@given(given=any_inputs(), team=st.sampled_from((*TEAMS, "elsewhere")))
@settings(max_examples=100)
def test_one_more_case_is_drawn_with_the_others_and_moves_nobody_elses_place(given: Inputs, team: str) -> None:
    more = given.model_copy(update={"cases": (*given.cases, Case(subject="c-more", team=team))})

    before, after = draw(given), draw(more)

    assert broken_rules(more, after) == []
    others = [one.subject for one in after.cases if one.subject != "c-more"]
    assert others == [one.subject for one in before.cases]


@given(
    sizes=st.dictionaries(st.sampled_from(TEAMS), st.integers(0, 400), min_size=1),
    part=st.integers(0, 100),
)
def test_teams_give_in_proportion_and_each_at_least_one(sizes: dict[str, int], part: int) -> None:
    everything = sum(sizes.values())
    total = everything * part // 100

    shares = quotas(sizes, total, LOT)

    assert sum(shares.values()) == total
    assert all(share <= sizes[team] for team, share in shares.items())
    if total >= len(shares):
        assert all(share >= 1 for share in shares.values())
        tops = [share for team, share in shares.items() if share > total * sizes[team] // everything + 1]
        assert tops == [], "more than a proportional share, rounded up"


def test_a_record_may_come_up_again_when_its_months_are_over() -> None:
    cases = (
        Case(subject="c-1", team="north", last_audited=date(2025, 11, 30)),
        Case(subject="c-2", team="north", last_audited=date(2025, 12, 1)),
    )

    drawn = draw(
        inputs(cases=cases, auditors=(Auditor(person="p-1", team="south"), Auditor(person="p-2", team="east")))
    )

    assert {one.subject: one.outcome for one in drawn.cases} == {"c-1": "chosen", "c-2": "audited_lately"}


def test_whoever_is_away_or_exempted_is_given_nothing_and_told_why() -> None:
    people = (
        Auditor(person="p-1", team="south", unavailable="away until 2026-12-31"),
        Auditor(person="p-2", team="east"),
    )
    exemptions = (Exemption(person="p-2", by="d-9", until=date(2026, 12, 1)),)

    drawn = draw(inputs(auditors=people, exemptions=exemptions))

    assert [(one.outcome, one.because) for one in drawn.auditors] == [
        ("unavailable", "away until 2026-12-31"),
        ("exempt", "by d-9 until 2026-12-01"),
    ]


def test_an_exemption_that_has_run_out_no_longer_counts() -> None:
    exemptions = (Exemption(person="p-0", by="d-9", until=date(2026, 11, 30)),)

    drawn = draw(inputs(exemptions=exemptions))

    assert {one.outcome for one in drawn.auditors} == {"allocated"}


def test_a_team_that_could_only_audit_itself_audits_nothing() -> None:
    cases = tuple(Case(subject=f"c-{n}", team="north") for n in range(3))

    drawn = draw(inputs(cases=cases, auditors=(Auditor(person="p-1", team="north"),)))

    assert [one.outcome for one in drawn.auditors] == ["own_team_only"]
    assert sorted(one.outcome for one in drawn.cases) == ["nobody_left", "not_drawn", "not_drawn"]


def test_another_seed_draws_other_cases() -> None:
    assert draw(inputs(seed="7")).chosen != draw(inputs(seed="8")).chosen


def test_the_ids_of_the_audits_say_nothing_of_case_or_person() -> None:
    drawn = draw(inputs())

    assert all(len(one.audit_id or "") == len("prog-2026-12-") + 12 for one in drawn.chosen)
    assert not any(one.subject in (one.audit_id or "") for one in drawn.chosen)


def test_ten_times_the_cases_and_managers_are_ten_times_the_work() -> None:
    few, many = inputs(size=(300, 12)), inputs(size=(3000, 120))

    assert len(draw(many).chosen) == 120
    assert calls_of(lambda: draw(many)) < 12 * calls_of(lambda: draw(few))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cases": None}, "either `share` or `cases`"),
        ({"share": 10}, "either `share` or `cases`"),
        ({"cases": None, "share": 0}, "0 draws nothing"),
    ],
    ids=["neither", "both", "nothing"],
)
def test_rules_that_do_not_say_how_many_are_drawn_are_refused(changes: dict[str, int | None], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        rules(**changes)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, ""),
        ({"leaves_on": date(2027, 1, 1)}, ""),
        ({"leaves_on": date(2026, 12, 31)}, "leaves on 2026-12-31"),
        ({"leaves_on": date(2026, 11, 30)}, "has left"),
        ({"absences": (Absence(first_day=date(2026, 11, 1), last_day=date(2026, 11, 30)),)}, ""),
        ({"absences": (Absence(first_day=date(2026, 11, 1), last_day=date(2026, 12, 1)),)}, "away until 2026-12-01"),
        ({"absences": (Absence(first_day=date(2026, 12, 15), last_day=date(2027, 1, 9)),)}, "away until 2027-01-09"),
        ({"absences": (Absence(first_day=date(2026, 12, 31)),)}, "away until further notice"),
        ({"absences": (Absence(first_day=date(2027, 1, 1)),)}, ""),
    ],
    ids=[
        "there",
        "leaves later",
        "leaves",
        "left",
        "back",
        "on the first",
        "from the middle",
        "from the last",
        "later",
    ],
)
def test_whoever_is_not_there_all_month_cannot_audit(fields: dict[str, Any], why: str) -> None:
    person = Person(person="p-1", name="A", mail="a@b", roles=("team_manager",), team="north", **fields)

    found = list(auditors_of(Directory(people={"p-1": person}), rules(), "2026-12"))

    assert [one.unavailable for one in found] == [why]
