"""The commands that put right what was entered wrongly."""

from typing import Literal

from domain.command import OnAction
from domain.values import TextRef


class UndoVerify(OnAction):
    """A claim was verified that should not have been: it waits to be looked at again."""

    kind: Literal["undo_verify"] = "undo_verify"
    reason: TextRef | None = None
