"""What follows of itself once the facts are so: a standard met, a next cycle, checking, closing, handing over."""

from datetime import datetime

from domain import events as e
from domain.audit import Action, Audit, AuditStatus, StandardState
from domain.calendar import due_at
from domain.decide_start import in_hours, limit_of
from domain.decide_waiting import clocks_started
from domain.errors import NoOwner


def consequences(audit: Audit, now: datetime) -> list[e.AnyEvent]:
    """The next thing that follows from where the audit stands; empty when nothing does."""
    if audit.is_over or audit.is_awaited:
        return []
    return clocks_started(audit, now) if audit.unfinished else _all_finished(audit, now)


def _all_finished(audit: Audit, now: datetime) -> list[e.AnyEvent]:
    if not audit.unmet:
        return [] if audit.is_questioned else _all_met(audit, now)
    return [_checking(audit, now)] if audit.status is AuditStatus.ACTING else []


def _all_met(audit: Audit, now: datetime) -> list[e.AnyEvent]:
    watched = audit.watched
    if not watched:
        return [e.AuditClosed(seq=0, at=now, auditor=audit.auditor)]
    if audit.status not in (AuditStatus.ACTING, AuditStatus.CHECKING):
        return []
    until = max(state.watch.until for state in watched if state.watch)
    standards = tuple(state.standard for state in watched)
    return [e.WatchingStarted(seq=0, at=now, until=until, auditor=audit.auditor, standards=standards)]


def _checking(audit: Audit, now: datetime) -> e.CheckingStarted:
    rules, begun = audit.rules, audit.check
    return e.CheckingStarted(
        seq=0,
        at=now,
        # Whoever is chased for a check must not win time for it by adding an action and finishing it.
        due_at=begun.due_at if begun else due_at(now, rules.timescale.check_within, rules.calendar),
        auditor=audit.auditor,
        standards=tuple(state.standard for state in audit.unmet),
    )


def shown_met(audit: Audit, standard: str, now: datetime) -> list[e.AnyEvent]:
    """A standard is shown met: what was still open about it is overtaken, and still late if it was."""
    overtaken: list[e.AnyEvent] = [
        e.ActionOvertaken(seq=0, at=now, action_id=one.action_id, owner=one.owner, is_late=one.is_late(now))
        for one in _open_about(audit, standard)
    ]
    watch = audit.rules.standards[standard].watch
    until = due_at(now, watch, audit.rules.calendar) if watch else None
    return [e.StandardMet(seq=0, at=now, standard=standard, watched_until=until), *overtaken]


def slipped(audit: Audit, state: StandardState, now: datetime) -> list[e.AnyEvent]:
    """Practice slipped under watch: unmet again, with all that follows; of a standard not watched just what follows."""
    slip: list[e.AnyEvent] = [e.StandardSlipped(seq=0, at=now, standard=state.standard, auditor=audit.auditor)]
    return [*(slip if state.watch else []), *shown_unmet(audit, state, now)]


def shown_unmet(audit: Audit, state: StandardState, now: datetime) -> list[e.AnyEvent]:
    """A standard was checked and is still unmet: the next cycle, or after the last one somebody accountable."""
    if state.cycle >= audit.rules.cycles:
        return [] if audit.is_handed_over else [_to_accountable(audit, state.standard, now)]
    cycle = state.cycle + 1
    carried = [_carried(audit, action, cycle, now) for action in _open_about(audit, state.standard)]
    again: list[e.AnyEvent] = [*carried] if carried else [_opened_again(audit, state, cycle, now)]
    return [e.CycleStarted(seq=0, at=now, standard=state.standard, cycle=cycle), *again]


def _open_about(audit: Audit, standard: str) -> list[Action]:
    return [action for action in audit.unfinished if action.standard == standard]


def _to_accountable(audit: Audit, standard: str, now: datetime) -> e.AuditHandedOver:
    role = audit.rules.accountable
    return e.AuditHandedOver(seq=0, at=now, role=role, line_of=audit.auditor, because="last_cycle", standard=standard)


def _carried(audit: Audit, action: Action, cycle: int, now: datetime) -> e.ActionCarried:
    due = due_again(audit, action.standard, now)
    if action.is_safety:
        due = in_hours(due, audit.rules, now)
    return e.ActionCarried(seq=0, at=now, action_id=action.action_id, owner=action.owner, due_at=due, cycle=cycle)


def _opened_again(audit: Audit, state: StandardState, cycle: int, now: datetime) -> e.ActionOpened:
    rule = audit.rules.standards[state.standard]
    last = [action for action in audit.actions.values() if action.standard == state.standard]
    owner = last[-1].owner if last else audit.owners.get(rule.owner)
    if owner is None:
        raise NoOwner(f"The next action for {state.standard}")
    return e.ActionOpened(
        seq=0,
        at=now,
        action_id=next_action_id(audit),
        standard=state.standard,
        finding_id=last[-1].finding_id if last else None,
        owner=owner,
        title=rule.action,
        outcome=rule.outcome,
        due_at=due_again(audit, state.standard, now),
        cycle=cycle,
        is_statutory=rule.limit is not None,
    )


def due_again(audit: Audit, standard: str, now: datetime) -> datetime:
    """When an action that begins now is due, by the audit's rules and within what the law still allows."""
    rule = audit.rules.standards[standard]
    due = due_at(now, rule.due or audit.rules.timescale.actions, audit.rules.calendar)
    limit = limit_of(rule, audit.rules, audit.started_at)
    return min(due, limit) if limit and limit > now else due


def next_action_id(audit: Audit) -> str:
    """The next of the engine's own action ids that nobody has taken."""
    number = len(audit.actions) + 1
    while f"a-{number}" in audit.actions:
        number += 1
    return f"a-{number}"
