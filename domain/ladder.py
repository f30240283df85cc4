"""The ladder: who hears of lateness, after how long; the last step repeats until somebody acts."""

from itertools import pairwise
from typing import Self

from pydantic import ConfigDict, Field, model_validator

from domain.durations import Duration
from domain.slips import Slip, numbered, repeated
from domain.values import Value


class LadderStep(Value):
    """One rung: this long after the date in force, the first holder of this role up the line is told."""

    model_config = ConfigDict(extra="forbid")
    after: Duration = Field(description="From the date in force; the first may be 0.")
    role: str = Field(description="Who is told: a role of the line, of roles, or auditor.")


class Ladder(Value):
    """Steps in order; after the last, its role is told again at every interval."""

    model_config = ConfigDict(extra="forbid")
    steps: tuple[LadderStep, ...] = Field(
        min_length=1, max_length=9, description="In order, each later than the one before."
    )
    every: Duration = Field(description="How often the last step is taken again until somebody acts.")

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        loops = "the ladder comes back to {}, so it loops: name each role once"
        for slip in repeated(numbered(("steps",), [step.role for step in self.steps]), loops):
            raise slip
        if len({family(step.after) for step in self.steps}) > 1:
            raise ValueError("the ladder mixes units: count all its steps in wd, or all in cd, or all in h, m and s")
        for number, (earlier, later) in enumerate(pairwise(self.steps), 1):
            if rank(later.after) <= rank(earlier.after):
                where = ("steps", number, "after")
                raise Slip(where, "the ladder does not climb: each step must come later than the one before")
        if self.every.amount == 0:
            raise Slip(("every",), "the last step repeats every so often, and 0 is never: give `every` at least 1")
        return self

    @property
    def is_by_the_clock(self) -> bool:
        """Are its steps in hours, minutes or seconds, whatever the day?"""
        return self.steps[0].after.is_elapsed

    def from_cycle(self, cycle: int) -> "Ladder":
        """The same rhythm for a later cycle, starting one role higher for each cycle before it."""
        first = min(cycle - 1, len(self.steps) - 1)
        if first == 0:
            return self
        roles = [step.role for step in self.steps[first:]]
        steps = tuple(LadderStep(after=self.steps[n].after, role=role) for n, role in enumerate(roles))
        return self.model_copy(update={"steps": steps})


def rank(after: Duration) -> float:
    """How long it is, compared with others of its family."""
    return after.elapsed.total_seconds() if after.is_elapsed else after.amount


def family(after: Duration) -> str:
    """What it is counted by; lengths of two families cannot be compared."""
    return "elapsed" if after.is_elapsed else after.unit
