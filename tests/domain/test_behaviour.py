"""A behaviour is a few numbers that are said wherever they are used; chance is drawn from a seed alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.behaviour import Behaviour, Spell
from domain.chance import Chance
from domain.durations import Duration
from domain.london import in_london
from tests.builders import MONDAY, some_rules

RULES = some_rules()
days = st.integers(0, 60)


def a_spell(least: str, usual: str, most: str) -> Spell:
    return Spell.model_validate({"least": least, "usual": usual, "most": most})


@given(seed=st.integers(0, 99), three=st.lists(days, min_size=3, max_size=3).map(sorted), name=st.integers(0, 50))
def test_what_takes_days_is_done_on_a_working_day_within_its_bounds(seed: int, three: list[int], name: int) -> None:
    spell = a_spell(*(f"{one}wd" for one in three))

    at = Chance(seed, "larkmoor-1").later(MONDAY, spell, RULES, name)

    local = in_london(at)
    assert three[0] <= RULES.calendar.working_days_between(in_london(MONDAY).date(), local.date()) <= three[2]
    assert RULES.calendar.is_working(local.date())
    assert at > MONDAY


@given(seed=st.integers(0, 99), days_left=st.integers(1, 40), most=days)
def test_what_is_done_in_time_is_done_after_the_start_and_before_the_date(seed: int, days_left: int, most: int) -> None:
    due_at = MONDAY + timedelta(days=days_left)
    spell = a_spell("0wd", "0wd", f"{most}wd")

    assert MONDAY < Chance(seed, "larkmoor-1").earlier(due_at, MONDAY, spell, RULES, "claim") < due_at


def test_the_usual_length_is_the_most_frequent() -> None:
    spell = a_spell("0h", "10h", "100h")
    drawn = [Chance(seed, "larkmoor-1").later(MONDAY, spell, RULES, "x") - MONDAY for seed in range(2000)]

    near, far = (sum(low <= one / timedelta(hours=1) < low + 20 for one in drawn) for low in (0, 80))

    assert near > 4 * far > 0


def test_luck_is_the_same_for_the_same_seed_audit_and_name_alone() -> None:
    luck = Chance(7, "larkmoor-1")

    assert luck.share("claim", "a-1") == Chance(7, "larkmoor-1").share("claim", "a-1")
    assert len({luck.share("claim", "a-1"), luck.share("claim", "a-2"), Chance(8, "larkmoor-1").share("claim", "a-1"),
                Chance(7, "larkmoor-2").share("claim", "a-1")}) == 4  # fmt: skip
    assert 180 < sum(luck.happens(20, number) for number in range(1000)) < 220


def test_every_number_is_said_in_words_and_in_short() -> None:
    words = " ".join(f"{who} {does}" for who, does in Behaviour().assumptions())

    for number in ("80%", "55%", "35%", "25%", "40%", "15%", "70%", "90%"):
        assert number in words
        assert number in Behaviour().in_short
    assert "after 1 to 10 working days, mostly about 2" in words
    assert "looked at in 1–2–10wd" in Behaviour().in_short


@pytest.mark.parametrize(
    ("three", "sentence"),
    [(("1wd", "2h", "3wd"), "the three mix units"), (("3wd", "2wd", "5wd"), "it is shorter than the one before")],
)
def test_a_spell_that_cannot_be_is_refused(three: tuple[str, str, str], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        a_spell(*three)


def test_more_than_everybody_cannot_act() -> None:
    with pytest.raises(ValidationError, match="with those in time it is more than 100"):
        Behaviour.model_validate({"in_time": {"share": 90, "after": Behaviour().in_time.after.model_dump()}})


def test_a_length_of_nothing_is_none_at_all() -> None:
    nothing = a_spell("0s", "0s", "0s")

    assert Chance(1, "x").later(MONDAY, nothing, RULES) - MONDAY == timedelta(seconds=1)
    assert nothing.most == Duration.parse("0s")
