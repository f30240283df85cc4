"""What people and programs may ask of an audit. A command is an order; whether it happens, the rules decide."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from domain.action_commands import (
    Accept,
    Acknowledge,
    AddAction,
    Begin,
    Cancel,
    ClaimDone,
    Reassign,
    SendBack,
    Verify,
)
from domain.audit_commands import (
    FindAgain,
    HandOver,
    Judge,
    Measure,
    Replan,
    StartAudit,
    UpdateCalendar,
    Withdraw,
)
from domain.command import Command, Evidence, FindingSeen, OnAction, Standing
from domain.complaint_commands import ExtendResponse
from domain.correction_commands import Amend, Reopen, UndoVerify
from domain.extension_commands import (
    AskExtension,
    GrantExtension,
    PauseAction,
    RefuseExtension,
    ResumeAction,
    Unwait,
    WaitFor,
)
from domain.moderation_commands import DecideDispute, DecideGrade, DisputeAction, DisputeGrade, DrawModeration, Moderate
from domain.return_commands import Allocate, PlanAudit, Reallocate, ReturnAudit
from domain.returned import Returned, Sought, Views
from domain.values import Key, Value
from domain.view_commands import HearView

__all__ = [
    "Accept",
    "Acknowledge",
    "ActionCommand",
    "AddAction",
    "Allocate",
    "Amend",
    "AnyCommand",
    "AskExtension",
    "Begin",
    "Cancel",
    "ClaimDone",
    "Command",
    "DecideDispute",
    "DecideGrade",
    "DisputeAction",
    "DisputeGrade",
    "DrawModeration",
    "Evidence",
    "ExtendResponse",
    "FindAgain",
    "FindingSeen",
    "FirstCommand",
    "GrantExtension",
    "HandOver",
    "HearView",
    "Judge",
    "LaterCommand",
    "Measure",
    "Moderate",
    "OnAction",
    "Opening",
    "PauseAction",
    "PlanAudit",
    "Reallocate",
    "Reassign",
    "RefuseExtension",
    "Reopen",
    "Replan",
    "ResumeAction",
    "ReturnAudit",
    "Returned",
    "SendBack",
    "Sent",
    "Sought",
    "Standing",
    "StartAudit",
    "UndoVerify",
    "Unwait",
    "UpdateCalendar",
    "Verify",
    "Views",
    "WaitFor",
    "Withdraw",
]

ActionCommand = Accept | Begin | Reassign | ClaimDone | Verify | SendBack | Cancel | Acknowledge
ClockCommand = AskExtension | GrantExtension | RefuseExtension | PauseAction | ResumeAction | WaitFor | Unwait
CorrectingCommand = Amend | Reopen | UndoVerify
ReturnCommand = Allocate | Reallocate | ReturnAudit | ExtendResponse
ModerationCommand = Moderate | DisputeAction | DisputeGrade | DecideDispute | DecideGrade
LaterCommand = (
    AddAction
    | ActionCommand
    | ClockCommand
    | Judge
    | Measure
    | HandOver
    | Withdraw
    | FindAgain
    | Replan
    | UpdateCalendar
    | ReturnCommand
    | HearView
    | CorrectingCommand
    | ModerationCommand
)
FirstCommand = StartAudit | PlanAudit
"""What an audit begins with."""
AnyCommand = Annotated[FirstCommand | LaterCommand, Field(discriminator="kind")]


class Sent(Value):
    """A command in its envelope, as it travels."""

    command: Annotated[LaterCommand, Field(discriminator="kind")]
    at: datetime | None = None
    """When it was given, for what is told of the past; otherwise the engine's own clock decides."""
    request_id: Key | None = None
    """The request that brought it, for whoever follows it through logs and tables; no rule looks at it."""


class Opening(Value):
    """How an audit's workflow begins: its start, and for an import of the past what had happened since."""

    start: Annotated[FirstCommand, Field(discriminator="kind")]
    since: datetime | None = None
    """The past moment from which dates run; None: from now."""
    past: tuple[Sent, ...] = ()
    begins_anew: bool = False
    """Does the chase of what is late by now begin with the first step of its ladder? Else it goes on at the last."""
    request_id: Key | None = None
    """The request that started it; no rule looks at it."""
