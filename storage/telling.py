"""Who must hear of what: rows of the outbox for people, and of the alarms for operators."""

from collections.abc import Iterable

from domain import events as e
from domain.notices import Addressed
from storage.projection import Row


def outbox_of(audit_id: str, addressed: Iterable[tuple[e.AnyEvent, list[Addressed]]]) -> list[Row]:
    """One row for each notice. What is told of the past is written down and never leaves."""
    return [_notice(audit_id, event, notice) for event, notices in addressed for notice in notices]


def _notice(audit_id: str, event: e.AnyEvent, one: Addressed) -> Row:
    return {
        "notice_id": f"{audit_id}/{event.seq}/{one.notice}/{one.person.person}",
        "audit_id": audit_id,
        "seq": event.seq,
        "action_id": getattr(event, "action_id", None),
        "notice": one.notice,
        "role": one.role,
        "person": one.person.person,
        "is_urgent": one.is_urgent,
        "state": "past" if event.is_past else "waiting",
        "due_at": event.at,
        "attempts": 0,
    }


def alarms_of(audit_id: str, events: Iterable[e.AnyEvent]) -> list[Row]:
    """One row for each event that somebody should have heard of and nobody did."""
    return [_alarm(audit_id, event) for event in events if _is_unheard(event)]


def _is_unheard(event: e.AnyEvent) -> bool:
    if event.is_past or isinstance(event, e.Escalated):
        return False  # a step that found nobody is followed by an event of its own, which raises the alarm
    return isinstance(event, e.StepUnheard) or (event.told is not None and event.told.nobody)


def _alarm(audit_id: str, event: e.AnyEvent) -> Row:
    role = event.role if isinstance(event, e.StepUnheard) else None
    return {
        "alarm_id": f"{audit_id}/{event.seq}/unheard",
        "audit_id": audit_id,
        "seq": event.seq,
        "what": "unheard",
        "detail": f"Nobody in the reporting line is {role}." if role else f"Nobody was there to hear of {event.kind}.",
        "at": event.at,
    }
