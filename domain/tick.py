"""Everything that time alone has made true of an audit by now, one event for each."""

from datetime import datetime

from domain import events as e
from domain.audit import Audit
from domain.chase import next_reminder
from domain.evolve import evolve
from domain.moments import Moment
from domain.watch import Watch

PAGE = 100
"""Most events of one tick: what an outage left comes in several pages."""


def tick(audit: Audit, now: datetime) -> list[e.AnyEvent]:
    """The events of every moment that has passed by `now`, in order, at most `PAGE` of them.

    Each is noticed now (`at`) and true since its `moment`.
    """
    events: list[e.AnyEvent] = []
    watch = Watch(now)
    while len(events) < PAGE and (moment := watch.first(audit)):
        event = _event(audit, moment, max(now, audit.at), now)
        audit = evolve(audit, event)
        events.append(event)
    return events


def live_through(audit: Audit, until: datetime) -> list[e.AnyEvent]:
    """What time made true up to a moment of the past, each noticed when it was true and told to nobody."""
    events: list[e.AnyEvent] = []
    watch = Watch(until)
    while moment := watch.first(audit):
        at = max(moment.at, audit.at)
        event = _event(audit, moment, at, at).model_copy(update={"is_past": True})
        audit = evolve(audit, event)
        events.append(event)
    return events


def _event(audit: Audit, moment: Moment, at: datetime, now: datetime) -> e.AnyEvent:
    head = e.Event(seq=audit.seq + 1, at=at, moment=None if moment.at == at else moment.at)
    if moment.what == "unheard":
        return _unheard(audit, moment, head)
    if moment.what == "step":
        return _step(audit, moment, head)
    if moment.matter == "check":
        return _check(audit, moment, head, now)
    return _action(audit, moment, head, now)


def _unheard(audit: Audit, moment: Moment, head: e.Event) -> e.StepUnheard:
    return e.StepUnheard(
        **dict(head),
        matter=moment.matter,
        action_id=moment.action.action_id if moment.action else None,
        level=level_of(audit, moment),
        role=moment.ladder.steps[moment.rung].role,
    )


def _step(audit: Audit, moment: Moment, head: e.Event) -> e.Escalated:
    return e.Escalated(
        **dict(head),
        matter=moment.matter,
        action_id=moment.action.action_id if moment.action else None,
        level=level_of(audit, moment),
        role=moment.ladder.steps[moment.rung].role,
        line_of=line_of(audit, moment),
        to=audit.handed_to if moment.matter == "handover" else None,
        due_at=moment.chase.due_at,
        repeats=moment.repeats,
    )


def level_of(audit: Audit, moment: Moment) -> int:
    """Which level of the ladder a step is, 1 the first of all."""
    if moment.action and moment.matter in ("action", "safety"):
        return moment.action.level_of(moment.rung, audit.rules)
    return moment.rung + 1


def line_of(audit: Audit, moment: Moment) -> str:
    """From whom the reporting line is walked up to find whoever a step is for."""
    role = moment.ladder.steps[moment.rung].role
    if moment.matter == "handover":
        return audit.owners.get(role, audit.auditor)
    of_owner = role == "owner" or moment.matter in ("action", "safety")
    return moment.action.owner if moment.action and of_owner and role != "auditor" else audit.auditor


def _check(audit: Audit, moment: Moment, head: e.Event, now: datetime) -> e.CheckReminded | e.CheckOverdue:
    if moment.what == "overdue":
        return e.CheckOverdue(**dict(head), due_at=moment.chase.due_at, auditor=audit.auditor)
    return e.CheckReminded(
        **dict(head),
        due_at=moment.chase.due_at,
        auditor=audit.auditor,
        number=moment.chase.reminders + 1,
        is_superseded=_is_superseded(audit, moment, now),
    )


def _action(audit: Audit, moment: Moment, head: e.Event, now: datetime) -> e.ActionReminded | e.ActionOverdue:
    action = moment.action
    assert action is not None  # only checks and hand-overs have none, and neither comes here  # noqa: S101
    if moment.what == "overdue":
        return e.ActionOverdue(**dict(head), action_id=action.action_id, owner=action.owner, due_at=action.due_at)
    return e.ActionReminded(
        **dict(head),
        action_id=action.action_id,
        owner=action.owner,
        due_at=action.due_at,
        number=moment.chase.reminders + 1,
        is_superseded=_is_superseded(audit, moment, now),
    )


def _is_superseded(audit: Audit, moment: Moment, now: datetime) -> bool:
    """Has something later about the same date come true too? Then a reminder only confuses."""
    later = next_reminder(moment.chase, audit.rules, ahead=1)
    return moment.chase.due_at <= now or (later is not None and later <= now)
