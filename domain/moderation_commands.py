"""The commands of moderation and of disputes."""

from typing import Literal

from pydantic import Field

from domain.command import Command, OnAction
from domain.values import Key, TextRef


class DrawModeration(Command):
    """What the draw came to: given by the engine itself, never by a person."""

    kind: Literal["draw_moderation"] = "draw_moderation"
    is_drawn: bool = False


class Moderate(Command):
    """A second grade, given without knowing the first; areas that are not named keep theirs."""

    kind: Literal["moderate"] = "moderate"
    overall: str
    grades: dict[Key, str] = Field(default_factory=dict)
    note: TextRef | None = None


class DisputeAction(OnAction):
    kind: Literal["dispute"] = "dispute"
    reason: TextRef | None = None


class DisputeGrade(Command):
    kind: Literal["dispute_grade"] = "dispute_grade"
    reason: TextRef | None = None


class DecideDispute(OnAction):
    kind: Literal["decide_dispute"] = "decide_dispute"
    is_upheld: bool
    note: TextRef | None = None


class DecideGrade(Command):
    """Of a disputed grade: upheld, with the grade it should be, or not."""

    kind: Literal["decide_grade"] = "decide_grade"
    is_upheld: bool
    overall: str | None = None
    grades: dict[Key, str] = Field(default_factory=dict)
    note: TextRef | None = None
