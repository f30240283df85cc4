"""A deputy acts in the place of somebody who is away, both are named, and nobody so checks their own work."""

import pytest

from domain import commands as c
from domain import events as e
from domain.errors import NotAllowed
from domain.story import sentence
from tests.builders import ASH, FELL, HERON, MOSS, PLOVER, ROBIN, STOAT, WREN, on
from tests.domain.test_absences import away
from tests.life import Life


def a_life(*deputies: tuple[str, str | None]) -> Life:
    """A life in which each first is away and each second stands in."""
    return Life(directory=away(*deputies))


def test_a_deputy_claims_for_an_owner_who_is_away_and_the_log_names_both() -> None:
    life = a_life((WREN, ROBIN))

    life.give(c.ClaimDone, ROBIN)

    [claimed] = life.of(e.ActionClaimed)
    assert (claimed.by, claimed.in_place_of) == (ROBIN, WREN)
    assert "robin stood in for wren, who was away." in sentence(claimed, str, lambda _: "words")


def test_a_deputy_of_a_head_of_service_cancels_with_the_role_they_take_meanwhile() -> None:
    life = a_life((FELL, STOAT))

    life.give(c.Cancel, STOAT)

    assert [one.in_place_of for one in life.of(e.ActionCancelled)] == [FELL]


def test_what_somebody_may_as_themselves_they_do_in_nobodys_place() -> None:
    life = a_life((FELL, MOSS))

    life.give(c.Reassign, MOSS)

    assert [one.in_place_of for one in life.of(e.ActionReassigned)] == [None]


def test_a_deputy_may_no_more_once_the_absence_is_over() -> None:
    life = a_life((WREN, ROBIN)).wait(on("2026-12-01 09:00"))

    with pytest.raises(NotAllowed):
        life.give(c.ClaimDone, ROBIN)


@pytest.mark.parametrize(
    ("deputies", "verifier"),
    [(((WREN, PLOVER),), PLOVER), (((WREN, ROBIN), (HERON, ROBIN)), ROBIN), (((HERON, WREN),), WREN)],
    ids=["a verifier who claimed as a deputy", "a deputy of both", "an owner who is the auditor's deputy"],
)
def test_nobody_verifies_in_anybodys_place_what_they_did(deputies: tuple[tuple[str, str]], verifier: str) -> None:
    life = a_life(*deputies)
    life.give(c.ClaimDone, verifier)

    with pytest.raises(NotAllowed):
        life.give(c.Verify, verifier)


def test_who_asked_for_more_time_as_a_deputy_does_not_grant_it() -> None:
    life = a_life((WREN, ASH))
    life.give(c.AskExtension, ASH)

    with pytest.raises(NotAllowed):
        life.give(c.GrantExtension, ASH)


def test_the_place_of_the_first_auditor_judges_nothing() -> None:
    life = a_life((HERON, ROBIN))

    with pytest.raises(NotAllowed):
        life.give(c.Judge, ROBIN)
