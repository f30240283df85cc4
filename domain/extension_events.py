"""What can happen to an action's clock."""

from datetime import datetime
from typing import Literal

from domain.action_events import OfAction
from domain.values import Key, TextRef


class ExtensionRequested(OfAction):
    kind: Literal["extension_requested"] = "extension_requested"
    owner: Key
    due_at: datetime
    """The date that is asked for."""
    before: datetime
    decide_by: datetime
    reason: TextRef


class ExtensionGranted(OfAction):
    kind: Literal["extension_granted"] = "extension_granted"
    owner: Key
    due_at: datetime
    before: datetime


class ExtensionRefused(OfAction):
    kind: Literal["extension_refused"] = "extension_refused"
    owner: Key
    asked_by: Key
    due_at: datetime
    """The date in force, which stays."""
    reason: TextRef


class ActionPaused(OfAction):
    kind: Literal["action_paused"] = "action_paused"
    owner: Key
    until: datetime
    latest: datetime
    """No pause of this action may last longer."""
    reason: TextRef


class ActionResumed(OfAction):
    """By command, by a claim, or because its pause was over: its date moves by the time it stood still."""

    kind: Literal["action_resumed"] = "action_resumed"
    owner: Key
    due_at: datetime
    before: datetime


class WaitBegun(OfAction):
    kind: Literal["wait_begun"] = "wait_begun"
    owner: Key
    other: Key


class ClockStarted(OfAction):
    """It waits no longer: its date counts from here."""

    kind: Literal["clock_started"] = "clock_started"
    owner: Key
    other: Key
    because: Literal["finished", "command"]
    due_at: datetime
    before: datetime
