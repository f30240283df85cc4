"""Audits simulated under one policy, or under two to compare them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from api.errors import BadInput
from api.policies import Policies, UnknownFramework
from api.simulating.handed_in import LATEST, Begun, Files, begin
from domain.behaviour import Behaviour
from domain.calendar import end_of_day, local_day
from domain.dates_in_words import day_in_words
from domain.directory import Directory
from domain.errors import Refusal
from domain.framework import Framework
from domain.london import DAY
from domain.simulated_commands import Council
from domain.simulated_figures import Figures, Notice, figures, notices
from domain.simulation import Assumed, Lived, TooMuchHappens, live
from domain.values import Key

A_YEAR = 365 * DAY
"""How long after the last audit began a simulation goes on, unless somebody says."""
Progress = Callable[[str, int, int | None], None]


class Wish(NamedTuple):
    """What is to be simulated."""

    policy: str
    """A framework's name, or a policy file."""
    other: str | None
    """The one to compare it with."""
    behaviour: Behaviour
    seed: int
    start: date
    """When audits begin that do not say so themselves."""
    until: date | None


class Under(NamedTuple):
    """What one policy came to."""

    policy: str
    """As people tell it from the other."""
    framework: Framework
    figures: Figures
    notices: list[Notice]
    directory: Directory

    def name(self, person: Key) -> str:
        """What somebody is called."""
        return self.directory.people[person].name if person in self.directory.people else person


class Simulated(NamedTuple):
    """What came of a wish."""

    wish: Wish
    first: date
    until: date
    judged: int
    """Judgements that are known and not assumed."""
    under: tuple[Under, ...]
    """The policy, and the one it is compared with."""


def simulate(wish: Wish, files: Files, policies: Policies, progress: Progress) -> Simulated:
    """Lives every audit to its end or until the day; raises BadInput or BadInputs, UnknownFramework."""
    _check_day("--from", wish.start)
    frameworks = _frameworks(wish, policies)
    begun = [begin(files, policies, one, wish.start) for one in frameworks]
    first, until = local_day(begun[0][0].at), _until(wish, begun[0])
    assumed, council = Assumed(wish.behaviour, wish.seed, end_of_day(until)), Council(files.directory)
    labels = _labels([wish.policy, *([wish.other] if wish.other else [])], frameworks)
    under = []
    for label, framework, audits in zip(labels, frameworks, begun, strict=True):
        lives = _lives(audits, council, assumed, partial(progress, label))
        told = notices(lives)
        under.append(Under(label, framework, figures(lives, told), told, files.directory))
    judged = sum(len(one.opening.past) for one in begun[0])
    return Simulated(wish, first, until, judged, tuple(under))


def _frameworks(wish: Wish, policies: Policies) -> list[Framework]:
    one = _named(wish.policy, "--policy", policies)
    if wish.other is None:
        return [one]
    other = _named(wish.other, "--compare", policies)
    if other.framework != one.framework:
        theirs = f"{wish.policy} is a policy of {one.framework}, {wish.other} of {other.framework}"
        raise BadInput("--compare", f"{theirs}: compare two policies of one framework.")
    return [one, other]


def _named(name: str, option: str, policies: Policies) -> Framework:
    try:
        return policies.named(name)
    except UnknownFramework as unknown:
        raise BadInput(option, f"{str(unknown).removesuffix('.')}, or the name of a policy file.") from None


def _until(wish: Wish, begun: Sequence[Begun]) -> date:
    first = local_day(begun[0].at)
    until = wish.until or local_day(begun[-1].at + A_YEAR)
    _check_day("--until", until)
    if until < first:
        raise BadInput("--until", f"nothing has begun by then: the first audit begins on {day_in_words(first)}.")
    return until


def _check_day(option: str, day: date) -> None:
    if day > LATEST:
        raise BadInput(option, f"it goes no further than {day_in_words(LATEST)}: choose a day before.")


def _lives(
    begun: Sequence[Begun], council: Council, assumed: Assumed, progress: Callable[[int, int], None]
) -> list[Lived]:
    lives: list[Lived] = []
    for one in begun:
        progress(len(lives), len(begun))
        if one.at <= assumed.until:
            lives.append(_live(one, council, assumed))
    return lives


def _live(one: Begun, council: Council, assumed: Assumed) -> Lived:
    try:
        return live(one.opening, one.at, council, assumed)
    except (Refusal, TooMuchHappens) as error:
        raise BadInput(one.place, str(error)) from None


def _labels(policies: Sequence[str], frameworks: Sequence[Framework]) -> list[str]:
    """The files' names; where those are the same, with the versions."""
    names = [Path(one).stem for one in policies]
    if len(set(names)) == len(names):
        return names
    labels = [f"{name} version {one.version}" for name, one in zip(names, frameworks, strict=True)]
    return labels if len(set(labels)) == len(labels) else [f"{name} ({n})" for n, name in enumerate(names, 1)]
