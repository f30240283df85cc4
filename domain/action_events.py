"""What can happen to one action, and to anything that is late."""

from datetime import datetime
from typing import Literal

from domain.commands import Evidence
from domain.event import Event
from domain.outside import Outside
from domain.values import Key, TextRef, Wording


class OfAction(Event):
    action_id: Key


class ActionOpened(OfAction):
    kind: Literal["action_opened"] = "action_opened"
    standard: Key
    finding_id: Key | None = None
    owner: Key
    title: Wording
    outcome: Wording
    due_at: datetime
    cycle: int = 1
    is_safety: bool = False
    is_statutory: bool = False


class ActionAccepted(OfAction):
    kind: Literal["action_accepted"] = "action_accepted"


class ActionBegun(OfAction):
    kind: Literal["action_begun"] = "action_begun"


class ActionReassigned(OfAction):
    kind: Literal["action_reassigned"] = "action_reassigned"
    owner: Key
    before: Key


class ActionClaimed(OfAction):
    kind: Literal["action_claimed"] = "action_claimed"
    evidence: tuple[Evidence, ...]
    note: TextRef
    auditor: Key


class ActionVerified(OfAction):
    kind: Literal["action_verified"] = "action_verified"
    owner: Key
    is_late: bool = False


class ActionSentBack(OfAction):
    kind: Literal["action_sent_back"] = "action_sent_back"
    owner: Key
    reason: TextRef


class ActionCancelled(OfAction):
    kind: Literal["action_cancelled"] = "action_cancelled"
    owner: Key
    reason: TextRef


class ActionAcknowledged(OfAction):
    kind: Literal["action_acknowledged"] = "action_acknowledged"
    until: datetime


class ActionOvertaken(OfAction):
    """Its standard was shown met before it was done."""

    kind: Literal["action_overtaken"] = "action_overtaken"
    owner: Key
    is_late: bool = False


class ActionCarried(OfAction):
    """Its standard was found unmet again: it goes on in the next cycle."""

    kind: Literal["action_carried"] = "action_carried"
    owner: Key
    due_at: datetime
    cycle: int


class ActionReplanned(OfAction):
    """Its date moved with the rules; the first date stays."""

    kind: Literal["action_replanned"] = "action_replanned"
    owner: Key
    due_at: datetime
    before: datetime
    is_by_calendar: bool = False
    """Did it move because the bank holidays are others?"""


class ActionReminded(OfAction):
    kind: Literal["action_reminded"] = "action_reminded"
    owner: Key
    due_at: datetime
    number: int
    is_superseded: bool = False
    """Too late to help, after an outage: written down, not told."""


class ActionOverdue(OfAction):
    kind: Literal["action_overdue"] = "action_overdue"
    owner: Key
    due_at: datetime


Matter = Literal[
    "moderation",
    "dispute",
    "action",
    "safety",
    "concern",
    "verification",
    "check",
    "handover",
    "return",
    "allocation",
    "extension",
]
"""What is late: an action, a safety concern, a claim to verify, standards to check, an audit handed over, an audit to
return, an audit that nobody makes yet, or a request for more time that nobody decides. A `concern` is told at once,
late or not, until somebody acknowledges it."""


class Escalated(Event):
    """A step of a ladder: the holder of `role` up the line of `line_of` is told."""

    kind: Literal["escalated"] = "escalated"
    matter: Matter
    action_id: Key | None = None
    level: int
    role: str
    line_of: Key
    to: Key | None = None
    """Who is told by name, whatever their role: the person an audit was handed to."""
    outside: Outside | None = None
    """Among whom the role is looked for where nobody above holds it."""
    due_at: datetime
    repeats: int = 0
    """How many times the last step has come round since it was first told, in this event alone."""


class PeopleFoundAgain(Event):
    """Whoever should have been told by the last step was looked for again; only somebody new is told."""

    kind: Literal["people_found_again"] = "people_found_again"
    matter: Matter
    action_id: Key | None = None
    level: int
    role: str
    line_of: Key
    to: Key | None = None
    outside: Outside | None = None
    due_at: datetime
    step_seq: int = 0
    """The event of that step; 0 for an audit that was only just handed over."""
    before: tuple[Key, ...] = ()
    """Who was told last: they are not told again."""
    reason: TextRef


class StepUnheard(Event):
    """Nobody held the role: the next step follows at once, and operators are alarmed."""

    kind: Literal["step_unheard"] = "step_unheard"
    matter: Matter
    action_id: Key | None = None
    level: int
    role: str
