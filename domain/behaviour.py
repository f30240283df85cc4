"""How people are assumed to behave when audits are simulated: a few shares and lengths of time, as data.

It is an assumption, measured nowhere: every answer that rests on it says so, with these very numbers.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.durations import Duration
from domain.ladder import family, rank
from domain.slips import Slip
from domain.standard import Name
from domain.values import Percent


class _Assumed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Spell(_Assumed):
    """How long something takes: drawn between `least` and `most`, most often near `usual`."""

    least: Duration
    usual: Duration
    most: Duration

    @model_validator(mode="after")
    def _grows(self) -> Self:
        three = (("least", self.least), ("usual", self.usual), ("most", self.most))
        for (_, one), (name, other) in pairwise(three):
            if family(one) != family(other):
                raise Slip((name,), "the three mix units: count all in wd, or all in cd, or all in h, m and s")
            if rank(other) < rank(one):
                raise Slip((name,), "it is shorter than the one before: least, usual and most must grow")
        return self

    @property
    def in_words(self) -> str:
        """`1 to 15 working days, mostly about 3`."""
        if self.most.is_elapsed:
            return f"{self.least.in_words} to {self.most.in_words}, mostly about {self.usual.in_words}"
        return f"{self.least.amount} to {self.most.in_words}, mostly about {self.usual.amount}"


class Habit(_Assumed):
    """Of so many in a hundred, that they do it, and how long it takes them."""

    share: Percent
    after: Spell


def _spell(least: str, usual: str, most: str) -> Spell:
    return Spell(least=Duration.parse(least), usual=Duration.parse(usual), most=Duration.parse(most))


def _habit(share: int, least: str, usual: str, most: str) -> Habit:
    return Habit(share=share, after=_spell(least, usual, most))


class Assumption(NamedTuple):
    """One part of a behaviour in words."""

    who: str
    does: str


class Behaviour(_Assumed):
    """What people do of themselves, and what being chased makes them do."""

    behaviour: Name = Field("default", description="What it is called.")
    version: int = Field(1, ge=1, description="Raised whenever a number is changed.")
    accept: Habit = Field(
        _habit(80, "0wd", "2wd", "10wd"), description="Owners who accept an action, from its opening."
    )
    in_time: Habit = Field(_habit(55, "0wd", "3wd", "15wd"), description="Actions claimed done before their date.")
    late: Habit = Field(_habit(35, "1wd", "8wd", "60wd"), description="Actions claimed done after it, unasked.")
    chased: Habit = Field(
        _habit(25, "1wd", "2wd", "8wd"), description="Steps of a ladder upon which what is late is done."
    )
    acknowledge: Habit = Field(_habit(40, "0wd", "1wd", "2wd"), description="Steps that whoever was told acknowledges.")
    verify: Spell = Field(_spell("1wd", "2wd", "10wd"), description="From a claim until somebody looks at it.")
    send_back: Habit = Field(
        _habit(15, "3wd", "8wd", "25wd"), description="Claims that are sent back; until the next claim."
    )
    check_in_time: Habit = Field(_habit(70, "0wd", "5wd", "20wd"), description="Checks made before their date.")
    check_late: Spell = Field(_spell("1wd", "10wd", "60wd"), description="The others, from their date.")
    shown_met: Percent = Field(70, description="Standards found met when they are checked.")
    second_grade: Spell = Field(_spell("1wd", "3wd", "10wd"), description="From being asked for a second grade.")
    safety: Habit = Field(
        _habit(90, "1h", "3h", "24h"), description="Safety concerns answered unasked; and how soon, whoever answers."
    )

    @model_validator(mode="after")
    def _shares_fit(self) -> Self:
        if self.in_time.share + self.late.share > 100:  # noqa: PLR2004 - per cent
            raise Slip(("late", "share"), "with those in time it is more than 100: the rest act only when chased")
        return self

    @property
    def title(self) -> str:
        """`default, version 1`."""
        return f"{self.behaviour}, version {self.version}"

    def assumptions(self) -> Iterator[Assumption]:
        """All of it in words, one line for each habit."""
        only_chased = 100 - self.in_time.share - self.late.share
        yield Assumption("owners accept", _share(self.accept, "of actions", "after"))
        yield Assumption("owners claim in time", _share(self.in_time, "of actions", "before the date:"))
        yield Assumption("owners claim late", _share(self.late, "of actions", "after the date:"))
        yield Assumption("owners act only when chased", f"{only_chased}% of actions")
        yield Assumption("a step of a ladder helps", _share(self.chased, "of steps", "after"))
        yield Assumption("whoever was told acknowledges", _share(self.acknowledge, "of steps", "after"))
        yield Assumption("a claim is looked at", f"after {self.verify.in_words}")
        yield Assumption("a claim is sent back", _share(self.send_back, "of claims", "claimed again after"))
        yield Assumption("a standard is checked in time", _share(self.check_in_time, "of checks", "before the date:"))
        yield Assumption("or it is checked late", f"after the date: {self.check_late.in_words}")
        yield Assumption("a check finds it met", f"{self.shown_met}%")
        yield Assumption("a second grade is given", f"after {self.second_grade.in_words}, and confirms the first")
        yield Assumption("a safety concern is answered", _share(self.safety, "unasked", "after"))

    @property
    def in_short(self) -> str:
        """Every number of it in one line: each length as least, usual and most."""
        return (
            f"accepted {_short(self.accept)}; claimed in time {_short(self.in_time)} before the date, "
            f"late {_short(self.late)} after it, the rest only when chased; a step of a ladder helps "
            f"{_short(self.chased)}; acknowledged {_short(self.acknowledge)}; looked at in {_lasts(self.verify)}; "
            f"sent back {_short(self.send_back)}; checked in time {_short(self.check_in_time)}, the rest late "
            f"({_lasts(self.check_late)}), found met {self.shown_met}%; second grade in {_lasts(self.second_grade)}; "
            f"safety concern answered {_short(self.safety)}"
        )


def _short(habit: Habit) -> str:
    return f"{habit.share}% ({_lasts(habit.after)})"


def _lasts(spell: Spell) -> str:
    if spell.least.unit == spell.usual.unit == spell.most.unit:
        return f"{spell.least.amount}–{spell.usual.amount}–{spell.most}"
    return f"{spell.least}–{spell.usual}–{spell.most}"


def _share(habit: Habit, of_what: str, when: str) -> str:
    return f"{habit.share}% {of_what}, {when} {habit.after.in_words}"
