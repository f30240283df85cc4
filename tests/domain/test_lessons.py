"""Audits that find one standard unmet propose a thematic audit: once, when there are enough, within the time."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.lessons import Lesson, found_in, gathered, lessons
from domain.proposal import About, Proposal, ProposalStatus, Unmet, audit_of
from tests.builders import CALENDAR
from tests.domain.lesson_scenes import ABOUT, FIRST, a_proposal, rule, unmet

DAYS = st.integers(0, 400)
ANY = st.lists(DAYS, max_size=12).map(lambda days: [unmet(n, day) for n, day in enumerate(days)])
SEVERAL = st.integers(2, 5)


def proposed(found: Iterable[Unmet], *held: Proposal, n: int = 3, about: About = ABOUT) -> list[Lesson]:
    return lessons({about: list(found)}, held, rule(unmet=n), CALENDAR)


def ids(found: Iterable[Unmet]) -> list[str]:
    return [one.audit_id for one in found]


@given(found=ANY, n=SEVERAL, order=st.randoms())
@settings(max_examples=200)
def test_the_order_in_which_audits_come_and_how_often_says_nothing(found: list[Unmet], n: int, order: Random) -> None:
    again = [*order.sample(found, len(found)), *found[:2]]

    assert proposed(again, n=n) == proposed(found, n=n)


@given(n=SEVERAL, days=st.lists(st.integers(0, 90), min_size=5, max_size=5))
def test_one_too_few_never_propose_and_enough_always_do(n: int, days: list[int]) -> None:
    found = [unmet(number, day) for number, day in enumerate(days[:n])]

    assert proposed(found[:-1], n=n) == []
    [lesson] = proposed(found, n=n)
    assert sorted(ids(lesson.evidence)) == sorted(ids(found))
    assert lesson.is_new


@given(found=ANY, n=SEVERAL)
def test_every_audit_of_the_evidence_lies_close_to_enough_others(found: list[Unmet], n: int) -> None:
    kept = gathered(found, rule(unmet=n), CALENDAR)

    for one in kept:
        near = [other for other in kept if abs(other.found_at - one.found_at) <= timedelta(days=90)]
        assert len(near) >= n


@given(found=ANY, n=SEVERAL)
def test_what_was_proposed_is_not_proposed_again(found: list[Unmet], n: int) -> None:
    first = proposed(found, n=n)
    held = [a_proposal(*one.evidence) for one in first]

    assert proposed(found, *held, n=n) == []
    for status in (ProposalStatus.OPENED, ProposalStatus.DECLINED):
        decided = [one.model_copy(update={"status": status}) for one in held]
        assert not {*ids(each for one in proposed(found, *decided, n=n) for each in one.evidence)} & {
            *ids(each for one in held for each in one.evidence)
        }


@given(found=ANY, n=SEVERAL, cut=st.integers(0, 12))
@settings(max_examples=200)
def test_one_audit_after_another_come_to_the_evidence_of_all_at_once(found: list[Unmet], n: int, cut: int) -> None:
    [*before] = proposed(found[:cut], n=n)
    held = [a_proposal(*one.evidence) for one in before]
    after = proposed(found, *held, n=n)

    grown = {*ids(each for one in (*before, *after) for each in one.evidence)}
    assert grown == {*ids(each for one in proposed(found, n=n) for each in one.evidence)}
    assert all(not one.is_new and one.proposal_id == held[0].proposal_id for one in after) or not held


@pytest.mark.parametrize(
    ("within", "gap", "is_enough"),
    [
        ("90cd", timedelta(days=90, hours=13), True),
        ("90cd", timedelta(days=90, hours=15), False),
        ("10wd", timedelta(days=14), True),
        ("10wd", timedelta(days=15), False),
        ("60s", timedelta(seconds=59), True),
        ("60s", timedelta(seconds=60), False),
    ],
    ids=str,
)
def test_the_last_of_them_comes_before_the_time_from_the_first_is_over(
    within: str, gap: timedelta, *, is_enough: bool
) -> None:
    last = Unmet(audit_id="x-3", team="heron", found_at=datetime(2026, 9, 7, 9, 0, tzinfo=UTC) + gap)
    first = [
        one.model_copy(update={"found_at": datetime(2026, 9, 7, 9, 0, tzinfo=UTC)}) for one in (unmet(1), unmet(2))
    ]

    assert bool(gathered([*first, last], rule(within=within), CALENDAR)) is is_enough


def test_after_a_decline_as_many_new_audits_propose_anew_and_one_fewer_does_not() -> None:
    declined = a_proposal(unmet(1), unmet(2), unmet(3), status=ProposalStatus.DECLINED)
    found = [unmet(n, n) for n in range(1, 6)]

    assert proposed(found, declined) == []
    [again] = proposed([*found, unmet(6, 6)], declined)
    assert ids(again.evidence) == ["x-4", "x-5", "x-6"]
    assert again.proposal_id != declined.proposal_id


def test_what_one_service_has_as_evidence_is_not_evidence_of_its_next_leader() -> None:
    service = ABOUT.model_copy(update={"of": "service", "place": "p-3"})
    held = a_proposal(unmet(1), unmet(2), unmet(3), about=service)

    found = [unmet(n) for n in range(1, 4)]

    assert proposed(found, held, about=service.model_copy(update={"place": "p-30"})) == []
    [of_the_team] = proposed(found, held)
    assert of_the_team.is_new


def test_a_proposal_of_the_same_beginning_has_the_same_id_and_its_audit_too() -> None:
    one, other = a_proposal(unmet(1), unmet(2)), a_proposal(unmet(3, 1), unmet(1))

    assert one.proposal_id == other.proposal_id
    assert a_proposal(unmet(2)).proposal_id != one.proposal_id
    assert audit_of(one.proposal_id).startswith("thematic-")
    assert len(one.proposal_id) <= 64


def test_an_audit_finds_unmet_what_a_finding_or_the_grade_of_its_area_says() -> None:
    seen = {"f-1": {"standard": "a", "is_met": False}, "f-2": {"standard": "b", "is_met": True}}
    rules = {"areas": {"planning": "c", "family": "d", "overall": "e"}, "good_grades": ["good"]}
    value = {
        "seen": seen,
        "overall": "good",
        "grades": {"planning": "inadequate", "family": "good", "overall": "inadequate"},
        "rules": rules,
    }

    assert found_in(value).unmet == {"a", "c"}
    assert found_in({}).unmet == frozenset()
    assert found_in({**value, "overall": "inadequate"}).unmet == {"a", "c"}
    assert unmet(1).found_at == FIRST
