"""Who must hear of what: rows of the outbox for people, and of the alarms for operators."""

from collections.abc import Iterable

from domain import events as e
from domain.channels import MAIL
from domain.notices import Addressed
from domain.rules import Rules
from domain.sending import leaving
from storage.projection import Row

_ABOUT: dict[str, str] = {
    "action": "action {}: nobody above its owner",
    "safety": "safety action {}: nobody above its owner",
    "concern": "new safety concern of action {}: nobody above its owner",
    "verification": "claim of action {}: nobody in the reporting line",
    "check": "check of the standards: nobody in the reporting line",
    "handover": "audit handed over: nobody in the reporting line",
    "extension": "more time for action {}: nobody above its owner",
    "moderation": "second grade: nobody who may be asked",
    "dispute": "dispute: nobody above the auditor",
}
"""Whom a step of each ladder looked for in vain, before the name of the role."""


def outbox_of(audit_id: str, addressed: Iterable[tuple[e.AnyEvent, list[Addressed]]], rules: Rules) -> list[Row]:
    """One row for each notice, due when the audit's rules and its person's choice let it leave.

    What is told of the past is written down and never leaves.
    """
    return [
        row
        for event, notices in addressed
        for notice in notices
        for row in _by_each_way(_notice(audit_id, event, notice, rules), notice)
    ]


def _by_each_way(row: Row, one: Addressed) -> list[Row]:
    """By the channel of the person's choice; what is urgent, by mail as well: no channel's silence may hold it up."""
    channel = one.person.channel
    if channel == MAIL:
        return [row]
    if not one.is_urgent:
        return [{**row, "channel": channel}]
    return [row, {**row, "channel": channel, "notice_id": f"{row['notice_id']}/by/{channel}"}]


def _notice(audit_id: str, event: e.AnyEvent, one: Addressed, rules: Rules) -> Row:
    when = leaving(
        event.at, rules.sending, rules.calendar, choice=one.person.digest_at, is_urgent=one.is_urgent or event.is_past
    )
    return {
        "notice_id": f"{audit_id}/{event.seq}/{one.notice}/{one.person.person}",
        "audit_id": audit_id,
        "seq": event.seq,
        "action_id": getattr(event, "action_id", None),
        "notice": one.notice,
        "role": one.role,
        "person": one.person.person,
        "stands_in_for": one.stands_in_for,
        "is_urgent": one.is_urgent,
        "state": "past" if event.is_past else "waiting",
        "due_at": when.at,
        "attempts": 0,
        "channel": MAIL,
        "is_digested": when.is_digested,
        "is_enclosed": False,
    }


def alarms_of(audit_id: str, events: Iterable[e.AnyEvent]) -> list[Row]:
    """One row for each event that somebody should have heard of and nobody did."""
    return [_alarm(audit_id, event) for event in events if _is_unheard(event)]


def heard_of(events: Iterable[e.AnyEvent]) -> list[str]:
    """The lacks, as alarms detail them, that are lacks no more: somebody was found after all."""
    return [_detail(one) for one in events if isinstance(one, e.PeopleFoundAgain) and one.told and not one.told.nobody]


def _is_unheard(event: e.AnyEvent) -> bool:
    if event.is_past or isinstance(event, e.Escalated):
        return False  # a step that found nobody is followed by an event of its own, which raises the alarm
    return isinstance(event, e.StepUnheard) or (event.told is not None and event.told.nobody)


def _alarm(audit_id: str, event: e.AnyEvent) -> Row:
    return {
        "alarm_id": f"{audit_id}/{event.seq}/unheard",
        "audit_id": audit_id,
        "seq": event.seq,
        "what": "unheard",
        "detail": _detail(event),
        "at": event.at,
    }


def _detail(event: e.AnyEvent) -> str:
    """The same for the same lack, however often it is met: that is how a second alarm of it is known."""
    if isinstance(event, e.StepUnheard | e.PeopleFoundAgain):
        return f"{_ABOUT[event.matter].format(event.action_id)} is {event.role.replace('_', ' ')}."
    action_id = getattr(event, "action_id", None)
    about = f"action {action_id}: nobody" if action_id else "Nobody"
    return f"{about} was there to hear of {event.kind}."
