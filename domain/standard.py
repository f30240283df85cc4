"""One practice standard: what is expected, where that comes from, and the action it asks for when unmet."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from domain.calendar import Counting
from domain.durations import Duration
from domain.slips import Slip
from domain.values import Percent, Value

Role = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Sentence = Annotated[str, StringConstraints(min_length=3, max_length=400, strip_whitespace=True)]


Roles = tuple[Role, ...]


class FileValue(Value):
    """A value read from a policy file: a key that nobody knows is a slip, not an extension."""

    model_config = ConfigDict(extra="forbid")


class Template(FileValue):
    """The action a framework asks for when a standard is found unmet."""

    title: Sentence = Field(description="What is to be done, in a few words.")
    outcome: Sentence = Field(description="What will be different for the child.")
    evidence: Sentence = Field(description="What would show that it was done.")
    owner: Role = Field(description="The role whose holder must do it.")
    due: Duration | None = Field(None, description="Counted from the return; without it, the grade's timescale.")
    limit: Duration | None = Field(None, description="Latest date the law allows, counted from the return.")


class Clock(FileValue):
    """The timescale a practice standard sets for the work itself."""

    limit: Duration = Field(description="How long the work may take, or how long may pass between two visits.")
    since: Sentence = Field(description="What starts the clock.")
    counting: Counting = Field("exclusive", description="Inclusive: the day that starts the clock is day 1.")


class Enough(FileValue):
    """What counts show that a measured standard is met."""

    rate: Percent = Field(description="Least share of cases that met it, in per cent, in each period.")
    least: int = Field(1, ge=1, description="Least number of cases in a period for its rate to count.")
    periods: int = Field(1, ge=1, le=12, description="How many periods running must be enough.")
    grace: Duration | None = Field(
        None,
        description="In days: how long after its due day work still counts as done in time; without it, not at all.",
    )

    @model_validator(mode="after")
    def _grace_is_in_days(self) -> Self:
        if self.grace and self.grace.is_elapsed:
            raise Slip(("grace",), "rows say days, not hours: write the grace in wd or cd")
        return self


class Standard(FileValue):
    """One checkable expectation of practice."""

    id: Name = Field(description="What audits and findings call it; never reused for something else.")
    title: Sentence = Field(description="What good practice does, in a sentence.")
    source: Sentence = Field(description="The regulation, guidance or council it comes from.")
    strength: Literal["statutory", "guidance", "local"] = Field(description="How far a council may differ.")
    check_by: Literal["judged", "measured"] = Field(
        alias="check", description="Judged by a person at a re-audit, or measured from counts."
    )
    area: Name | None = Field(None, description="The graded area it belongs to.")
    theme: Name | None = Field(None, description="The theme whose findings it speaks for.")
    clock: Clock | None = Field(None, description="The timescale it sets for the work.")
    enough: Enough | None = Field(None, description="What counts show it is met; measured standards only.")
    watch: Duration | None = Field(None, description="Its own time under watch, instead of the framework's.")
    action: Template = Field(description="What is asked for when it is found unmet.")

    @model_validator(mode="after")
    def _measured_says_what_is_enough(self) -> Self:
        if self.check_by == "measured" and self.enough is None:
            raise Slip(("check",), "a measured standard must say what is enough: add enough with a rate")
        if self.check_by == "judged" and self.enough is not None:
            raise Slip(("enough",), "counts are never enough for a standard that a person judges: remove enough")
        return self
