"""The commands on one action, and the one that adds an action."""

from datetime import date
from typing import Literal

from domain.command import Command, Evidence, OnAction
from domain.values import Key, TextRef


class AddAction(Command):
    kind: Literal["add_action"] = "add_action"
    action_id: Key
    standard: Key
    finding_id: Key | None = None
    owner: Key | None = None
    due: date | None = None
    title: TextRef
    outcome: TextRef | None = None
    is_safety: bool = False


class Accept(OnAction):
    kind: Literal["accept"] = "accept"


class Begin(OnAction):
    kind: Literal["start"] = "start"


class Reassign(OnAction):
    kind: Literal["reassign"] = "reassign"
    owner: Key


class ClaimDone(OnAction):
    kind: Literal["claim"] = "claim"
    evidence: tuple[Evidence, ...] = ()
    note: TextRef | None = None


class Verify(OnAction):
    kind: Literal["verify"] = "verify"


class SendBack(OnAction):
    kind: Literal["send_back"] = "send_back"
    reason: TextRef | None = None


class Cancel(OnAction):
    kind: Literal["cancel"] = "cancel"
    reason: TextRef | None = None


class Acknowledge(OnAction):
    kind: Literal["acknowledge"] = "acknowledge"
