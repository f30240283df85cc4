"""An action as it stands: whose it is, what is to be done, by when, and how its chasing goes."""

from datetime import datetime
from enum import StrEnum

from domain.action_facts import ExtensionAsked, LastClaim, Paused
from domain.chase import Chase
from domain.ladder import Ladder
from domain.rules import Rules
from domain.values import Key, Value, Wording


class ActionStatus(StrEnum):
    """Where an action is. Overdue, paused, disputed and extended are facts about it, not places."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE_CLAIMED = "done claimed"
    VERIFIED = "verified"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"


FINISHED = frozenset({ActionStatus.VERIFIED, ActionStatus.CANCELLED, ActionStatus.OVERTAKEN})


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
    concern: Chase | None = None
    """The telling of a safety concern that nobody has acknowledged."""
    since: datetime | None = None
    """When the date in force began to run; audits of before `Rules.keeps_clocks` do not know."""
    is_by_rule: bool = False
    """Did the rules set its date, and not a person?"""
    extension: ExtensionAsked | None = None
    extensions: int = 0
    """How often it was given more time."""
    pause: Paused | None = None
    pause_limit: datetime | None = None
    """No pause of it may last longer: set by the first."""
    waits_for: Key | None = None
    """The action that must be finished before its clock starts."""
    last_claim: LastClaim | None = None
    """The claim that was verified; it still stands when that is undone."""

    @property
    def due_at(self) -> datetime:
        """The date in force: a date is due until this instant."""
        return self.chase.due_at

    @property
    def is_finished(self) -> bool:
        """Is there nothing left to do?"""
        return self.status in FINISHED

    @property
    def has_clock(self) -> bool:
        """Is there still something to do, and time running for it?"""
        is_to_do = self.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
        return is_to_do and self.pause is None and self.waits_for is None

    def chase_of(self, matter: str) -> Chase | None:
        """The chase of its date, of its claim, or of its owner's request for more time."""
        if matter == "extension":
            return self.extension.chase if self.extension else None
        return getattr(self, _field_of(matter))  # type: ignore[no-any-return]  # each of these fields is one

    def with_chase(self, matter: str, chase: Chase | None) -> "Action":
        """The same action, that chase another."""
        if matter != "extension":
            return self.model_copy(update={_field_of(matter): chase})
        asked = self.extension.model_copy(update={"chase": chase}) if self.extension else None
        return self.model_copy(update={"extension": asked})

    def is_late(self, now: datetime) -> bool:
        """Was it claimed done, or else is it now, after the date it first had?"""
        claimed_at = self.verification.due_at if self.verification else now
        return self.original_due_at <= (self.last_claim.at if self.last_claim else claimed_at)

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


def _field_of(matter: str) -> str:
    return matter if matter in ("verification", "concern") else "chase"
