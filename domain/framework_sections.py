"""The sections of a council's rules that say how fast, who hears of lateness, and who may do what."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from domain.durations import Duration
from domain.ladder import Ladder, family, rank
from domain.slips import Slip
from domain.standard import FileValue, Name, Role, Roles

OPERATOR = "operator"
"""Who keeps the engine going, in every council."""


class Timescale(FileValue):
    """How fast things go after an overall grade."""

    actions: Duration = Field(description="When its actions are due, counted from the return.")
    check_within: Duration = Field(
        alias="check", description="When unmet standards are checked, once actions are done."
    )


class Returning(FileValue):
    """How long an audit that was planned may wait."""

    within: Duration = Field(Duration(20, "wd"), description="When it must be returned, counted from allocating it.")
    allocate_within: Duration = Field(
        Duration(5, "wd"), description="When whoever planned it hears that nobody makes it, and how often again."
    )

    @model_validator(mode="after")
    def _waits(self) -> Self:
        for name in ("within", "allocate_within"):
            if getattr(self, name).amount == 0:
                raise Slip((name,), f"0 is no time at all: give `{name}` at least 1")
        return self


class Complaints(FileValue):
    """How soon a complaint is answered, counted from the day it was received."""

    within: Duration = Field(Duration(10, "wd"), description="When it must be answered.")
    extended_to: Duration = Field(Duration(20, "wd"), description="When it must be answered once that is extended.")
    extend: Role | None = Field(
        None, description="This role in the reporting line, or above, may extend it; left out, who may allocate."
    )
    answered_by: Role | None = Field(
        None, description="Who answers complaints that other systems send, up the team's line; left out, none is taken."
    )

    def roles_named(self) -> Iterator[tuple[str, Role]]:
        """Each key that names a role, and the role."""
        named = {"extend": self.extend, "answered_by": self.answered_by}
        yield from ((key, role) for key, role in named.items() if role)

    @model_validator(mode="after")
    def _gives_more_time(self) -> Self:
        if self.within.amount == 0:
            raise Slip(("within",), "0 is no time at all: give `within` at least 1")
        if family(self.within) != family(self.extended_to) or rank(self.extended_to) <= rank(self.within):
            raise Slip(("extended_to",), "extending gives more time: make it longer than `within`, in the same unit")
        return self


class Extension(FileValue):
    """How far an owner may be given more time."""

    most: int = Field(2, ge=0, le=9, description="How often one action's date may be moved; 0 is never.")
    longest: Duration = Field(Duration(20, "wd"), description="How far one extension may move the date in force.")
    decide_within: Duration = Field(Duration(3, "wd"), description="How long a request may wait before it goes up.")


class Pause(FileValue):
    """How long an action may rest."""

    longest: Duration = Field(
        Duration(20, "wd"), description="From the first pause of an action to the last one's end."
    )


class Theme(FileValue):
    """Words by which a finding in an inspector's own language is known to be about one theme."""

    id: Name = Field(description="The theme's short name.")
    words: tuple[Annotated[str, StringConstraints(min_length=2, to_lower=True)], ...] = Field(
        min_length=1, description="Words and phrases that name it; a * at the end stands for any ending."
    )
    standard: Name = Field(description="The standard that its findings are about.")


class Safety(FileValue):
    """Who is told of an immediate safety concern at once, beside its owner, before anything is late."""

    tell: Role = Field(description="Told at once up the owner's line, together with whoever always stands in for them.")
    repeat: Duration = Field(description="How often both are told again, day and night, until somebody acknowledges.")

    @model_validator(mode="after")
    def _is_soon(self) -> Self:
        if not (self.repeat.is_elapsed and self.repeat.amount):
            raise Slip(("repeat",), "a child's safety waits for no day: give `repeat` at least 1, in h, m or s")
        return self


class Ladders(FileValue):
    """Who hears of lateness, for each thing that can be late."""

    action: Ladder = Field(description="An action past its due date.")
    safety: Ladder = Field(description="Immediate safety concerns: in hours, at any time of day.")
    verification: Ladder = Field(description="A claim nobody has verified.")
    check_late: Ladder = Field(alias="check", description="A re-audit or measurement nobody has made.")
    return_late: Ladder | None = Field(
        None, alias="return", description="An audit nobody has returned; as `check` if left out."
    )
    extension: Ladder | None = Field(
        None, description="A request for more time nobody has decided; left out, that of actions from its second role."
    )


class Authority(FileValue):
    """Roles that may give the commands which are not the owner's or the line's by nature."""

    verify: Roles = Field(min_length=1, description="May confirm or send back a claim; never the owner.")
    judge: Roles = Field(min_length=1, description="May judge a standard at a re-audit.")
    measure: Roles = Field(min_length=1, description="May hand in counts for a measured standard.")
    add: Roles = Field(min_length=1, description="May add actions.")
    cancel: Role = Field(description="This role in the reporting line, or above.")
    hand_over: Role = Field(description="May hand an audit over to the accountable role before its cycles are used up.")
    withdraw: Role = Field(description="May end an audit without its standards met.")
    allocate: Role | None = Field(
        None,
        description="This role in the reporting line, or above, beside whoever planned it; as `cancel` if left out.",
    )
    operate: Role = Field(
        OPERATOR,
        description="May have people found again, and move an open audit to another version; operator if left out.",
    )
    correct: Role | None = Field(None, description="May amend what was entered wrongly; left out, who may cancel.")
    reopen: Role | None = Field(None, description="May reopen an audit that ended; left out, who may withdraw.")
