"""An audit as it stands: its standards, its actions, and what is being chased."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from domain.action import FINISHED, Action, ActionStatus
from domain.chase import Chase
from domain.complaint import Complaint
from domain.event import ENGINE
from domain.moderation import Dispute, Moderation
from domain.returned import Views
from domain.rules import Rules
from domain.standard_state import Period, StandardState, Watched
from domain.values import AuditId, Key, TextRef, Value

__all__ = [
    "AWAITED",
    "FINISHED",
    "OVER",
    "Action",
    "ActionStatus",
    "Answered",
    "Audit",
    "AuditStatus",
    "Period",
    "Seen",
    "StandardState",
    "Watched",
]


class AuditStatus(StrEnum):
    """Where an audit is."""

    PLANNED = "planned"
    ALLOCATED = "allocated"
    ACTING = "acting"
    CHECKING = "checking"
    WATCHING = "watching"
    HANDED_OVER = "handed over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


AWAITED = frozenset({AuditStatus.PLANNED, AuditStatus.ALLOCATED})
OVER = frozenset({AuditStatus.CLOSED, AuditStatus.WITHDRAWN})


class Seen(Value):
    """A finding as it stands; audits of before `Rules.keeps_clocks` keep none."""

    standard: Key
    is_met: bool
    text: TextRef


class Answered(NamedTuple):
    """The first answer to a command: the events it made."""

    first: int
    last: int


class Audit(Value):
    """The whole of one audit, rebuilt by folding `evolve` over its events."""

    audit_id: AuditId
    audit_kind: Key
    subject: Key
    team: Key
    auditor: Key = ""
    """Empty until somebody makes it."""
    overall: str = ""
    """Empty until it is returned."""
    started_at: datetime
    status: AuditStatus = AuditStatus.ACTING
    seq: int
    at: datetime
    rules: Rules
    owners: dict[Key, Key] = Field(default_factory=dict)
    findings: dict[Key, Key] = Field(default_factory=dict)
    """Finding and its standard."""
    seen: dict[Key, Seen] = Field(default_factory=dict)
    """What each finding says."""
    grades: dict[Key, str] = Field(default_factory=dict)
    """By area; the overall one beside them."""
    standards: dict[Key, StandardState] = Field(default_factory=dict)
    actions: dict[Key, Action] = Field(default_factory=dict)
    planned_by: Key | None = None
    planned_for: date | None = None
    """Until when it is to be returned, if whoever planned it said so."""
    return_by: datetime | None = None
    """When its return is due, once it is allocated; kept ever after."""
    first_return_by: datetime | None = None
    """When it was due before the calendar moved that; by this it is late or not. None: it never did."""
    returned_at: datetime | None = None
    """None too for an audit that was returned elsewhere."""
    returning: Chase | None = None
    """Of its return, or while nobody makes it, of its being allocated."""
    complaint: Complaint | None = None
    """What it answers, if it is one that was planned."""
    views: Views | None = None
    worker_took_part: bool | None = None
    worker_absence: TextRef | None = None
    check: Chase | None = None
    """Goes on while an action added meanwhile is open: a check has one date in each cycle."""
    check_from: datetime | None = None
    """When the date of the check began to run."""
    moderation: Moderation | None = None
    """None until it is drawn whether there is one."""
    moderating: Chase | None = None
    """Of a second grade that is still to be given."""
    disputes: dict[str, Dispute] = Field(default_factory=dict)
    """By action; that of the grade under `GRADE`."""
    handover: Chase | None = None
    handed_to: Key | None = None
    """Who answers for it by name; None: whoever holds the accountable role."""
    answered: dict[Key, Answered] = Field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Closed or withdrawn."""
        return self.status in OVER

    @property
    def is_awaited(self) -> bool:
        """Is it still to be returned?"""
        return self.status in AWAITED

    @property
    def answerable(self) -> Key:
        """Whose it is: its auditor's, or until there is one, whoever's who planned it."""
        return self.auditor or self.planned_by or ENGINE

    @property
    def is_handed_over(self) -> bool:
        return self.status is AuditStatus.HANDED_OVER

    @property
    def awaits_draw(self) -> bool:
        """Is it still to be drawn whether it is moderated?"""
        return self.rules.moderation is not None and self.moderation is None and not (self.is_over or self.is_awaited)

    @property
    def disputed(self) -> dict[str, Dispute]:
        """What is disputed and not decided."""
        return {what: one for what, one in self.disputes.items() if self.is_disputed(what)}

    def is_disputed(self, what: str) -> bool:
        """Does it wait for a decision? What came of an action by itself needs none any more."""
        one, action = self.disputes.get(what), self.actions.get(what)
        return one is not None and one.chase is not None and not (action and action.is_finished)

    @property
    def is_questioned(self) -> bool:
        """May its grade still turn out to be another? Until then it does not close."""
        return self.awaits_draw or self.moderating is not None or bool(self.disputed)

    @property
    def unmet(self) -> tuple[StandardState, ...]:
        """Standards that must still be shown met."""
        return tuple(state for state in self.standards.values() if not state.is_met)

    @property
    def watched(self) -> tuple[StandardState, ...]:
        """Standards shown met that may still slip."""
        return tuple(state for state in self.standards.values() if state.watch)

    @property
    def unfinished(self) -> tuple[Action, ...]:
        """Actions somebody still has to do something about."""
        return tuple(action for action in self.actions.values() if not action.is_finished)

    @property
    def cycle(self) -> int:
        """The highest cycle any of its standards has reached."""
        return max((state.cycle for state in self.standards.values()), default=1)

    @property
    def level(self) -> int:
        """How far up the line anything open has been told."""
        late = [chase.step for chase in (self.check, self.returning, self.moderating) if chase]
        return 0 if self.is_over else max([0, *late, *(action.level(self.rules) for action in self.unfinished)])

    def overdue(self, now: datetime) -> tuple[Action, ...]:
        """Actions neither done nor claimed whose date has passed; of those whose clock stands it has not."""
        return tuple(one for one in self.unfinished if one.has_clock and one.due_at <= now)
