"""From when each date that an audit waits for was counted: read from its log, for the audit itself does not keep it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from domain import events as e
from domain.moderation import GRADE
from domain.ran_from import ran_from

Starts = dict[str, datetime]
"""By what is counted, such as `action/a-1`, the moment it is counted from."""

_COUNTED: dict[type[e.Event], Callable[[Any], tuple[str, datetime]]] = {
    e.AuditAllocated: lambda event: ("return", event.at),
    e.ModerationDrawn: lambda event: ("moderation", event.at),
    e.DisputeOpened: lambda event: (f"dispute/{event.action_id or GRADE}", event.at),
    e.ExtensionRequested: lambda event: (f"extension/{event.action_id}", event.at),
    e.ActionAcknowledged: lambda event: (f"quiet/{event.action_id}", event.at),
}


def counted_from(log: Iterable[e.AnyEvent]) -> Starts:
    """What a whole log says. `again/` are actions whose clock had stood, and that were counted anew when it went on.

    The dates that people chose are left out: they are not counted from anything.
    """
    events = list(log)
    known = ran_from(events)
    starts = dict(_COUNTED[type(event)](event) for event in events if type(event) in _COUNTED)
    starts |= {"check": known.check} if known.check else {}
    return starts | _of_actions(events, known.actions)


def _of_actions(events: list[e.AnyEvent], by_rule: dict[str, datetime]) -> Starts:
    starts: Starts = {}
    for event in events:
        if isinstance(event, e.ActionOpened | e.ActionCarried) and event.action_id in by_rule:
            starts.pop(f"again/{event.action_id}", None)
            starts[f"action/{event.action_id}"] = event.at
        if isinstance(event, e.ActionResumed | e.ClockStarted) and _is_counted(starts, event.action_id):
            starts |= {f"again/{event.action_id}": event.true_at} if event.due_at != event.before else {}
        if isinstance(event, e.ExtensionGranted | e.Amended) and _is_chosen(event):
            starts.pop(f"again/{event.action_id}", None)
            starts.pop(f"action/{event.action_id}", None)
    return starts


def _is_counted(starts: Starts, action_id: str) -> bool:
    return f"action/{action_id}" in starts


def _is_chosen(event: e.ExtensionGranted | e.Amended) -> bool:
    return isinstance(event, e.ExtensionGranted) or event.after.due_at is not None
