"""Putting right what was entered wrongly: what stood there before stays in the log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.correction_errors import CheckedSince
from domain.decide_action import check_place, reason_of


def _undo_verify(audit: Audit, action: Action, command: c.UndoVerify, now: datetime) -> list[e.AnyEvent]:
    """The claim is looked at again, unless its standard has been checked since: then it no longer matters."""
    check_place(action, command.kind)
    reason = reason_of(command.kind, command.reason)
    state = audit.standards.get(action.standard)
    if state and (state.is_met or state.cycle > action.cycle):
        raise CheckedSince(action.action_id, action.standard)
    return [
        e.VerificationUndone(
            seq=0, at=now, action_id=action.action_id, owner=action.owner, auditor=audit.auditor, reason=reason
        )
    ]


DECIDE_CORRECTION: dict[type[c.OnAction], Callable[[Audit, Action, Any, datetime], list[e.AnyEvent]]] = {
    c.UndoVerify: _undo_verify,
}
