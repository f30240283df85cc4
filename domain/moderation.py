"""What an audit remembers of a second look at its grade, and of disputes."""

from datetime import datetime

from pydantic import Field

from domain.chase import Chase
from domain.values import Key, Value

GRADE = ""
"""Stands for the grade among what can be disputed; everything else is an action's id."""


class Moderation(Value):
    """Was the audit chosen for a second look, and what did that say? The auditor's own grades are kept beside."""

    is_chosen: bool
    at: datetime | None = None
    by: Key | None = None
    overall: str | None = None
    grades: dict[Key, str] = Field(default_factory=dict)
    first: str | None = None
    """The overall grade that the second look was held against."""

    @property
    def is_given(self) -> bool:
        """Has the second grade been given?"""
        return self.by is not None


class Dispute(Value):
    """Somebody says that a grade or an action is wrong; decided, it has no chase any more."""

    by: Key
    in_place_of: Key | None = None
    chase: Chase | None = None
    is_upheld: bool | None = None
