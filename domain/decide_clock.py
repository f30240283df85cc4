"""The commands about an action's clock, each only where it makes sense."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.decide_action import check_place
from domain.decide_extension import ask_extension, grant_extension, refuse_extension
from domain.decide_pause import pause, resume
from domain.decide_waiting import unwait, wait_for

Decide = Callable[[Audit, Action, Any, datetime], list[e.AnyEvent]]


def _in_place(decide: Decide) -> Decide:
    def checked(audit: Audit, action: Action, command: Any, now: datetime) -> list[e.AnyEvent]:
        check_place(action, command.kind)
        return decide(audit, action, command, now)

    return checked


DECIDE_CLOCK: dict[type[c.OnAction], Decide] = {
    c.AskExtension: _in_place(ask_extension),
    c.GrantExtension: _in_place(grant_extension),
    c.RefuseExtension: _in_place(refuse_extension),
    c.PauseAction: _in_place(pause),
    c.ResumeAction: _in_place(resume),
    c.WaitFor: _in_place(wait_for),
    c.Unwait: _in_place(unwait),
}
