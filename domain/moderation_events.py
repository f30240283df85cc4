"""What can happen in moderation and to disputes."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from domain.event import Event
from domain.outside import Outside
from domain.values import Key, TextRef


class ModerationDrawn(Event):
    """Is there a second look, and why? The draw itself uses a secret, so that nobody can guess or steer it."""

    kind: Literal["moderation_drawn"] = "moderation_drawn"
    is_chosen: bool
    because: Literal["grade", "share"] | None = None
    due_at: datetime | None = None
    role: str
    line_of: Key
    outside: Outside | None = None
    """Among whom the role is looked for where nobody above holds it."""


class GradeModerated(Event):
    """The second grade; the first stands beside it."""

    kind: Literal["grade_moderated"] = "grade_moderated"
    auditor: Key
    overall: str
    before: str
    grades: dict[Key, str] = Field(default_factory=dict)
    """Those by area that were given."""
    is_confirmed: bool
    note: TextRef | None = None


class DisputeOpened(Event):
    """Of an action, or without one of the grade."""

    kind: Literal["dispute_opened"] = "dispute_opened"
    action_id: Key | None = None
    reason: TextRef
    due_at: datetime
    role: str
    line_of: Key


class DisputeDecided(Event):
    kind: Literal["dispute_decided"] = "dispute_decided"
    action_id: Key | None = None
    is_upheld: bool
    disputed_by: Key
    auditor: Key
    note: TextRef


"""An upheld dispute of the grade is followed by the change of the grade, one of an action by its cancelling."""
