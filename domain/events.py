"""What can happen to an audit. An event is a fact: past tense, never changed, in the order of its `seq`."""

from typing import Annotated, get_args

from pydantic import Field, TypeAdapter

from domain.action_events import (
    ActionAccepted,
    ActionAcknowledged,
    ActionBegun,
    ActionCancelled,
    ActionCarried,
    ActionClaimed,
    ActionOpened,
    ActionOverdue,
    ActionOvertaken,
    ActionReassigned,
    ActionReminded,
    ActionReplanned,
    ActionSentBack,
    ActionVerified,
    Escalated,
    Matter,
    OfAction,
    PeopleFoundAgain,
    StepUnheard,
)
from domain.audit_events import (
    AuditClosed,
    AuditHandedOver,
    AuditReplanned,
    AuditStarted,
    AuditWithdrawn,
    CaughtUp,
    CheckingStarted,
    CheckOverdue,
    CheckReminded,
    CheckReplanned,
    CycleStarted,
    FindingLeft,
    FindingNoted,
    StandardFound,
    StandardJudged,
    StandardMeasured,
    StandardMet,
)
from domain.calendar_events import CalendarUpdated, DateReplanned
from domain.complaint_events import ResponseExtended
from domain.correction_events import Amended, AuditRegraded, AuditReopened, Entered, VerificationUndone
from domain.event import (
    ENGINE,
    Event,
    Hearer,
    Told,
)
from domain.extension_events import (
    ActionPaused,
    ActionResumed,
    ClockStarted,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    WaitBegun,
)
from domain.moderation_events import DisputeDecided, DisputeOpened, GradeModerated, ModerationDrawn
from domain.return_events import (
    AuditAllocated,
    AuditPlanned,
    AuditReallocated,
    AuditReturned,
    ReturnOverdue,
    ReturnReminded,
)
from domain.view_events import ChildsViewHeard
from domain.watch_events import StandardSlipped, WatchEnded, WatchingStarted

__all__ = [
    "ENGINE",
    "EVENT",
    "KINDS",
    "ActionAccepted",
    "ActionAcknowledged",
    "ActionBegun",
    "ActionCancelled",
    "ActionCarried",
    "ActionClaimed",
    "ActionOpened",
    "ActionOverdue",
    "ActionOvertaken",
    "ActionPaused",
    "ActionReassigned",
    "ActionReminded",
    "ActionReplanned",
    "ActionResumed",
    "ActionSentBack",
    "ActionVerified",
    "Amended",
    "AnyEvent",
    "AuditAllocated",
    "AuditClosed",
    "AuditHandedOver",
    "AuditPlanned",
    "AuditReallocated",
    "AuditRegraded",
    "AuditReopened",
    "AuditReplanned",
    "AuditReturned",
    "AuditStarted",
    "AuditWithdrawn",
    "CalendarUpdated",
    "CaughtUp",
    "CheckOverdue",
    "CheckReminded",
    "CheckReplanned",
    "CheckingStarted",
    "ChildsViewHeard",
    "ClockStarted",
    "CycleStarted",
    "DateReplanned",
    "DisputeDecided",
    "DisputeOpened",
    "Entered",
    "Escalated",
    "Event",
    "ExtensionGranted",
    "ExtensionRefused",
    "ExtensionRequested",
    "FindingLeft",
    "FindingNoted",
    "GradeModerated",
    "Hearer",
    "Matter",
    "ModerationDrawn",
    "OfAction",
    "PeopleFoundAgain",
    "ResponseExtended",
    "ReturnOverdue",
    "ReturnReminded",
    "StandardFound",
    "StandardJudged",
    "StandardMeasured",
    "StandardMet",
    "StandardSlipped",
    "StepUnheard",
    "Told",
    "VerificationUndone",
    "WaitBegun",
    "WatchEnded",
    "WatchingStarted",
]

AnyEvent = Annotated[
    ModerationDrawn | GradeModerated | DisputeOpened | DisputeDecided |
    AuditStarted | FindingNoted | StandardFound | FindingLeft
    | ActionOpened | ActionAccepted | ActionBegun | ActionReassigned | ActionClaimed | ActionVerified
    | ActionSentBack | ActionCancelled | ActionAcknowledged | ActionOvertaken | ActionCarried
    | ActionReminded | ActionOverdue | Escalated | StepUnheard
    | CheckingStarted | CheckReminded | CheckOverdue | StandardJudged | StandardMeasured | StandardMet | CycleStarted
    | AuditPlanned | AuditAllocated | AuditReallocated | ReturnReminded | ReturnOverdue | AuditReturned
    | AuditHandedOver | AuditClosed | AuditWithdrawn | CaughtUp
    | PeopleFoundAgain | AuditReplanned | ActionReplanned | CheckReplanned | CalendarUpdated | DateReplanned
    | Amended | AuditRegraded | AuditReopened | VerificationUndone
    | WatchingStarted | WatchEnded | StandardSlipped
    | ExtensionRequested | ExtensionGranted | ExtensionRefused | ActionPaused | ActionResumed
    | WaitBegun | ClockStarted | ChildsViewHeard | ResponseExtended,
    Field(discriminator="kind"),
]  # fmt: skip

EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
"""Reads one event from its written form."""

KINDS: tuple[str, ...] = tuple(one.model_fields["kind"].default for one in get_args(get_args(AnyEvent)[0]))
"""What every event is called, as `action_overdue`."""
