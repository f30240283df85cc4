"""An action that waits for another: its clock starts when that one is finished, however it finishes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.decide_extension import check_can_move
from domain.decide_pause import begun_again
from domain.errors import UnknownAction
from domain.extension_errors import AlreadyAsked, LawRuns, NotWaiting, OtherFinished, WaitLoops


def wait_for(audit: Audit, action: Action, command: c.WaitFor, now: datetime) -> list[e.AnyEvent]:
    """Its clock stands until the other is finished."""
    check_can_move(action)
    if action.is_statutory:
        raise LawRuns(action.action_id)
    if action.extension:
        raise AlreadyAsked(action.action_id)
    other = audit.actions.get(command.other)
    if other is None:
        raise UnknownAction(command.other, list(audit.actions))
    if other.is_finished:
        raise OtherFinished(other.action_id)
    line = [action.action_id, *_line(audit, other)]
    if line[-1] == action.action_id:
        raise WaitLoops(line[:-1])
    return [e.WaitBegun(seq=0, at=now, action_id=action.action_id, owner=action.owner, other=other.action_id)]


def _line(audit: Audit, action: Action) -> Iterator[str]:
    """The action and those it waits for, one behind the other; there is no loop among those that wait already."""
    at: Action | None = action
    while at:
        yield at.action_id
        at = audit.actions[at.waits_for] if at.waits_for else None


def unwait(audit: Audit, action: Action, _: c.Unwait, now: datetime) -> list[e.AnyEvent]:
    """Its clock starts although the other is not finished."""
    if action.waits_for is None:
        raise NotWaiting(action.action_id)
    return [_started(audit, action, action.waits_for, "command", now)]


def clocks_started(audit: Audit, now: datetime) -> list[e.AnyEvent]:
    """Of each action whose other one is finished, that its clock starts."""
    return [
        _started(audit, one, one.waits_for, "finished", now)
        for one in audit.unfinished
        if one.waits_for and audit.actions[one.waits_for].is_finished
    ]


def _started(
    audit: Audit, action: Action, other: str, because: Literal["finished", "command"], now: datetime
) -> e.ClockStarted:
    due = begun_again(audit, action, action.since or now, now)
    return e.ClockStarted(
        seq=0,
        at=now,
        action_id=action.action_id,
        owner=action.owner,
        other=other,
        because=because,
        due_at=due,
        before=action.due_at,
    )
