"""An audit as it stands: its standards, its actions, and what is being chased."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from domain.chase import Chase
from domain.framework import Enough
from domain.ladder import Ladder
from domain.rules import Rules
from domain.values import AuditId, Key, Value, Wording


class ActionStatus(StrEnum):
    """Where an action is. Overdue, paused, disputed and extended are facts about it, not places."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE_CLAIMED = "done claimed"
    VERIFIED = "verified"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"


class AuditStatus(StrEnum):
    """Where an audit is."""

    ACTING = "acting"
    CHECKING = "checking"
    HANDED_OVER = "handed over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


FINISHED = frozenset({ActionStatus.VERIFIED, ActionStatus.CANCELLED, ActionStatus.OVERTAKEN})
OVER = frozenset({AuditStatus.CLOSED, AuditStatus.WITHDRAWN})


class Action(Value):
    """What must be done about a finding."""

    action_id: Key
    standard: Key
    finding_id: Key | None = None
    owner: Key
    title: Wording
    outcome: Wording
    status: ActionStatus = ActionStatus.OPEN
    original_due_at: datetime
    cycle: int = 1
    is_safety: bool = False
    is_statutory: bool = False
    is_accepted: bool = False
    """Has its owner said in this cycle that it is theirs to do?"""
    chase: Chase
    verification: Chase | None = None
    """The chase of a claim that waits for its verifier."""
    claimed_by: Key | None = None

    @property
    def due_at(self) -> datetime:
        """The date in force: a date is due until this instant."""
        return self.chase.due_at

    @property
    def is_finished(self) -> bool:
        """Is there nothing left to do?"""
        return self.status in FINISHED

    def is_late(self, now: datetime) -> bool:
        """Was it claimed done, or else is it now, after the date it first had?"""
        return self.original_due_at <= (self.verification.due_at if self.verification else now)

    def ladder(self, rules: Rules) -> Ladder:
        """Its steps, one role higher for each cycle before; safety concerns have hours, not working days."""
        return (rules.safety_ladder if self.is_safety else rules.action_ladder).from_cycle(self.cycle)

    def level_of(self, index: int, rules: Rules) -> int:
        """The level (1 is the first rung of the whole ladder) of step `index` of its own."""
        steps = (rules.safety_ladder if self.is_safety else rules.action_ladder).steps
        return min(self.cycle - 1, len(steps) - 1) + index + 1

    def level(self, rules: Rules) -> int:
        """How far up it has been told: 0 is nobody but its owner."""
        return self.level_of(self.chase.step - 1, rules) if self.chase.step and not self.is_finished else 0


class Period(Value):
    """Counts of a standard over one period, both days included."""

    first: date
    last: date
    met: int
    total: int

    def is_enough(self, enough: Enough) -> bool:
        """Enough cases, and enough of them in time."""
        return self.total >= enough.least and self.met * 100 >= enough.rate * self.total


class StandardState(Value):
    """A standard the audit found something about."""

    standard: Key
    is_met: bool
    cycle: int = 1
    periods: tuple[Period, ...] = ()
    """Counts sent in this cycle, oldest first."""


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
    auditor: Key
    overall: str
    started_at: datetime
    status: AuditStatus = AuditStatus.ACTING
    seq: int
    at: datetime
    rules: Rules
    owners: dict[Key, Key] = Field(default_factory=dict)
    findings: dict[Key, Key] = Field(default_factory=dict)
    """Finding and its standard."""
    standards: dict[Key, StandardState] = Field(default_factory=dict)
    actions: dict[Key, Action] = Field(default_factory=dict)
    check: Chase | None = None
    """Goes on while an action added meanwhile is open: a check has one date in each cycle."""
    handover: Chase | None = None
    handed_to: Key | None = None
    """Who answers for it by name; None: whoever holds the accountable role."""
    answered: dict[Key, Answered] = Field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Closed or withdrawn."""
        return self.status in OVER

    @property
    def is_handed_over(self) -> bool:
        return self.status is AuditStatus.HANDED_OVER

    @property
    def unmet(self) -> tuple[StandardState, ...]:
        """Standards that must still be shown met."""
        return tuple(state for state in self.standards.values() if not state.is_met)

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
        check = self.check.step if self.check else 0
        return 0 if self.is_over else max([check, *(action.level(self.rules) for action in self.unfinished)])

    def overdue(self, now: datetime) -> tuple[Action, ...]:
        """Actions neither done nor claimed whose date has passed."""
        waiting = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
        return tuple(one for one in self.unfinished if one.status in waiting and one.due_at <= now)
