"""The commands about an action's clock: more time is asked for, it is paused, or it waits for another action."""

from datetime import date
from typing import Literal

from domain.command import OnAction
from domain.values import Key, TextRef


class AskExtension(OnAction):
    kind: Literal["ask_extension"] = "ask_extension"
    due: date | None = None
    reason: TextRef | None = None


class GrantExtension(OnAction):
    kind: Literal["grant_extension"] = "grant_extension"


class RefuseExtension(OnAction):
    kind: Literal["refuse_extension"] = "refuse_extension"
    reason: TextRef | None = None


class PauseAction(OnAction):
    kind: Literal["pause"] = "pause"
    until: date | None = None
    """The last day of the pause; left out, it lasts as long as the framework allows."""
    reason: TextRef | None = None


class ResumeAction(OnAction):
    kind: Literal["resume"] = "resume"


class WaitFor(OnAction):
    kind: Literal["wait_for"] = "wait_for"
    other: Key


class Unwait(OnAction):
    kind: Literal["unwait"] = "unwait"
