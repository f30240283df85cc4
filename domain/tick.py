"""Everything that time alone has made true of an audit by now, one event for each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import events as e
from domain.audit import Audit
from domain.chase import next_reminder
from domain.consequences import consequences
from domain.decide_pause import resumed
from domain.evolve import evolve, fold
from domain.moderation_authority import outside_for
from domain.moments import Moment
from domain.watch import Watch

PAGE = 100
"""Most events of one tick: what an outage left comes in several pages."""


def tick(audit: Audit, now: datetime, watch: Watch | None = None) -> list[e.AnyEvent]:
    """The events of every moment that has passed by `now`, in order, at most `PAGE` of them.

    Each is noticed now (`at`) and true since its `moment`. Whoever ticks one audit again and again keeps its `watch`.
    """
    events: list[e.AnyEvent] = []
    watch = watch or Watch()
    while len(events) < PAGE - 1 and (moment := watch.first(audit, now)):
        made = _made(audit, moment, max(now, audit.at), now)
        audit = fold(audit, made) or audit
        events += made
    return events


def live_through(audit: Audit, until: datetime) -> list[e.AnyEvent]:
    """What time made true up to a moment of the past, each noticed when it was true and told to nobody."""
    events: list[e.AnyEvent] = []
    watch = Watch()
    while moment := watch.first(audit, until):
        at = max(moment.at, audit.at)
        made = [event.model_copy(update={"is_past": True}) for event in _made(audit, moment, at, at)]
        audit = fold(audit, made) or audit
        events += made
    return events


def _made(audit: Audit, moment: Moment, at: datetime, now: datetime) -> list[e.AnyEvent]:
    """What a moment makes true, and what follows from it."""
    if moment.what != "watched":
        return [_event(audit, moment, at, now)]
    since = None if moment.at == at else moment.at
    ended = e.WatchEnded(seq=audit.seq + 1, at=at, moment=since, standard=moment.standard or "")
    after = evolve(audit, ended)
    numbered = enumerate(consequences(after, at), after.seq + 1)
    return [ended, *(one.model_copy(update={"seq": seq, "moment": since}) for seq, one in numbered)]


def _event(audit: Audit, moment: Moment, at: datetime, now: datetime) -> e.AnyEvent:
    head = e.Event(seq=audit.seq + 1, at=at, moment=None if moment.at == at else moment.at)
    if moment.what in _WHATEVER:
        return _WHATEVER[moment.what](audit, moment, head)
    if moment.matter in _HEARD_OF:
        return _of_auditor(audit, moment, head, now)
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
    role = moment.ladder.steps[moment.rung].role
    return e.Escalated(
        **dict(head),
        matter=moment.matter,
        action_id=moment.action.action_id if moment.action else None,
        level=level_of(audit, moment),
        role=role,
        line_of=line_of(audit, moment),
        to=by_name(audit, moment.matter),
        outside=outside_for(audit, moment.matter, role),
        due_at=moment.chase.due_at,
        repeats=moment.repeats,
    )


def by_name(audit: Audit, matter: e.Matter) -> str | None:
    """Who is told by name, whatever their role: whom it was handed to, or whoever planned it."""
    return {"handover": audit.handed_to, "allocation": audit.planned_by}.get(matter)


def _resumed(audit: Audit, moment: Moment, head: e.Event) -> e.ActionResumed:
    assert moment.action is not None  # only actions are paused  # noqa: S101
    return resumed(audit, moment.action, moment.at, head)


_WHATEVER: dict[str, Callable[[Audit, Moment, e.Event], e.AnyEvent]] = {
    "unheard": _unheard,
    "step": _step,
    "resume": _resumed,
}
"""What is the same for every matter."""


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
    if moment.matter == "allocation":
        return audit.answerable
    of_owner = role == "owner" or moment.matter in ("action", "safety", "concern", "extension")
    return moment.action.owner if moment.action and of_owner and role != "auditor" else audit.auditor


def _of_auditor(audit: Audit, moment: Moment, head: e.Event, now: datetime) -> e.AnyEvent:
    """A check, or a return, of which the auditor hears."""
    reminded, overdue = _HEARD_OF[moment.matter]
    about: dict[str, Any] = {**dict(head), "due_at": moment.chase.due_at, "auditor": audit.auditor}
    if moment.what == "overdue":
        return overdue(**about)
    number, is_superseded = moment.chase.reminders + 1, _is_superseded(audit, moment, now)
    return reminded(**about, number=number, is_superseded=is_superseded)


_HEARD_OF: dict[e.Matter, tuple[type[e.CheckReminded | e.ReturnReminded], type[e.CheckOverdue | e.ReturnOverdue]]] = {
    "check": (e.CheckReminded, e.CheckOverdue),
    "return": (e.ReturnReminded, e.ReturnOverdue),
}


def _action(audit: Audit, moment: Moment, head: e.Event, now: datetime) -> e.ActionReminded | e.ActionOverdue:
    action = moment.action
    assert action is not None  # only matters of the audit have none, and none of them comes here  # noqa: S101
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
