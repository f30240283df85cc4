"""From which moment each date of an audit was counted: read from its log, for the audit itself does not keep it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from domain import events as e
from domain.values import Key


class RanFrom(NamedTuple):
    """By action, where its date in force was counted; and the check's, if there is one."""

    actions: dict[Key, datetime]
    check: datetime | None


def ran_from(log: Iterable[e.AnyEvent]) -> RanFrom:
    """What a whole log says; actions that people added are left out, for their date is a person's own."""
    actions: dict[Key, datetime] = {}
    check: datetime | None = None
    check_due: datetime | None = None
    commands: set[Key | None] = {None}
    for event in log:
        if isinstance(event, e.ActionCarried) or (isinstance(event, e.ActionOpened) and event.command_id in commands):
            actions[event.action_id] = event.at
        if isinstance(event, e.CheckingStarted) and event.due_at != check_due:
            check, check_due = event.at, event.due_at
        if isinstance(event, e.CheckReplanned):
            check_due = event.due_at
        if isinstance(event, e.CycleStarted):
            check, check_due = None, None
        commands.add(event.command_id)  # an action that is the first thing a command made happen was asked for itself
    return RanFrom(actions, check)
