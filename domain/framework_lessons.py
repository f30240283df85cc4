"""The section of a council's rules about lessons: when one standard, unmet again and again, wants a look of its own."""

from typing import Literal, Self

from pydantic import Field, model_validator

from domain.durations import Duration
from domain.ladder import Ladder
from domain.slips import Named, Slip
from domain.standard import FileValue, Role


class LessonRule(FileValue):
    """How many audits that find one standard unmet propose a thematic audit, and who decides whether it is made."""

    unmet: int = Field(ge=2, le=99, description="How many audits must have found it unmet.")
    within: Duration = Field(description="Within how long of each other.")
    of: Literal["team", "service"] = Field("team", description="Counted by team, or by service.")
    service: Role | None = Field(None, description="Who leads a service: its teams are those whose line leads to them.")
    decider: Role = Field(description="Who opens or declines it: the first up the line who holds it, or a role above.")
    decide_within: Duration = Field(Duration(5, "wd"), description="How long a proposal may wait until it is chased.")
    ladder: Ladder | None = Field(
        None, description="Who hears of one nobody decides; left out, the decider, every `decide_within`."
    )

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        for name in ("within", "decide_within"):
            if getattr(self, name).amount == 0:
                raise Slip((name,), f"0 is no time at all: give `{name}` at least 1")
        if self.of == "service" and self.service is None:
            raise Slip(("of",), "nobody can tell which teams are a service: say in `service` who leads one")
        return self


def lesson_roles(rule: LessonRule | None) -> Named:
    """Every role that the section names, and where."""
    if rule is None:
        return
    yield ("lessons", "decider"), rule.decider
    if rule.service:
        yield ("lessons", "service"), rule.service
    steps = rule.ladder.steps if rule.ladder else ()
    yield from ((("lessons", "ladder", "steps", n, "role"), step.role) for n, step in enumerate(steps))
