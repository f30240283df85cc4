"""The commands that put right what was entered wrongly."""

from datetime import date
from typing import Literal

from pydantic import Field

from domain.command import Command, OnAction
from domain.values import Key, TextRef


class Amend(Command):
    """One thing of an audit was entered wrongly: a finding, an action, its subject, or its grades.

    What is left out stays as it is; `grades` are those by area that change.
    """

    kind: Literal["amend"] = "amend"
    finding_id: Key | None = None
    text: TextRef | None = None
    standard: Key | None = None
    is_met: bool | None = None
    action_id: Key | None = None
    title: TextRef | None = None
    outcome: TextRef | None = None
    due: date | None = None
    subject: Key | None = None
    overall: str | None = None
    grades: dict[Key, str] = Field(default_factory=dict)
    reason: TextRef | None = None


class UndoVerify(OnAction):
    """A claim was verified that should not have been: it waits to be looked at again."""

    kind: Literal["undo_verify"] = "undo_verify"
    reason: TextRef | None = None


class Reopen(Command):
    """An audit ended that should not have: it goes on."""

    kind: Literal["reopen"] = "reopen"
    standard: Key | None = None
    """The one that is not met after all; of a withdrawn audit those still unmet need no naming."""
    reason: TextRef | None = None
