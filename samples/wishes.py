"""What the people of an audit want to do next, given where it stands: the whole play, as one pure function."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from api.orders import Order
from domain.audit import Action, Audit, AuditStatus, StandardState
from domain.calendar import local_day
from domain.directory import Directory
from samples.action_wishes import Scene, action_wish
from samples.cast import checker, up_the_line
from samples.orders import given, order, said
from samples.script import Play, When, has_come, has_ended

ADDED_DUE = timedelta(days=14)
LEAST_COUNTED = 20
COUNTED_BACK = timedelta(weeks=52)
"""The first week counted lies so long before the audit began: enough weeks for every cycle, and all of them over."""


def wishes(audit: Audit, play: Play, directory: Directory, others: Mapping[str, Audit]) -> list[Order]:
    """Commands that people would give now, at most one for each action; `others` are all that started.

    Empty while everybody waits, and once the audit's planned end is reached.
    """
    if has_ended(audit, play):
        return []
    if ending := _ending(audit, play, directory):
        return [ending]
    scenes = (Scene(audit, action, play, directory) for action in audit.actions.values())
    about_actions = [one for one in map(action_wish, scenes) if one]
    return [*_added(audit, play), *about_actions, *_checked(audit, play, directory, others)]


def _ending(audit: Audit, play: Play, directory: Directory) -> Order | None:
    first, authority = _first(audit), audit.rules.authority
    if _has_come(play.withdraws, first, audit):
        by = up_the_line(directory, authority.withdraw, audit.auditor, audit)
        return order(audit, by, "withdraw", reason=said("the wrong file was audited; the right one is planned"))
    if _has_come(play.hands_over, first, audit) and not given(audit, "hand_over"):
        by = up_the_line(directory, authority.hand_over, audit.auditor, audit)
        to = up_the_line(directory, audit.rules.accountable, audit.auditor, audit)
        return order(audit, by, "hand_over", to=to, reason=said("nobody has answered, and I cannot move it from here"))
    return None


def _first(audit: Audit) -> Action | None:
    return next(iter(audit.actions.values()), None)


def _has_come(when: When, action: Action | None, audit: Audit) -> bool:
    return action is not None and has_come(when, action.chase, audit.rules)


def _added(audit: Audit, play: Play) -> list[Order]:
    first = _first(audit)
    if not play.adds or first is None or given(audit, "x-1/add_action"):
        return []
    due = local_day(audit.started_at) + ADDED_DUE
    title = said("tell the child and the family what the audit found")
    outcome = said("the child and the family know what will be different")
    fields = {"action_id": "x-1", "standard": first.standard, "owner": first.owner, "due": due}
    return [order(audit, audit.auditor, "add_action", "x-1", **fields, title=title, outcome=outcome)]


class _Checkers(NamedTuple):
    """Where those who judge are found: everybody, and the re-audits among the audits that have started."""

    directory: Directory
    others: Mapping[str, Audit]


def _checked(audit: Audit, play: Play, directory: Directory, others: Mapping[str, Audit]) -> list[Order]:
    if play.judged_by and play.judged_by not in others:
        return []
    return [_judged(audit, state, play, _Checkers(directory, others)) for state in _due_for_judging(audit, play)]


def _due_for_judging(audit: Audit, play: Play) -> tuple[StandardState, ...]:
    if audit.status is AuditStatus.CHECKING and audit.check:
        return audit.unmet if has_come(play.judges, audit.check, audit.rules) else ()
    first = audit.unmet[:1]
    is_early = _has_come(play.judges_early, _first(audit), audit)
    return tuple(state for state in first if is_early and not given(audit, f"{state.standard}/judge"))


def _judged(audit: Audit, state: StandardState, play: Play, checkers: _Checkers) -> Order:
    is_met = state is not audit.unmet[0] or play.judged[min(state.cycle, len(play.judged)) - 1] == "met"
    if audit.rules.standards[state.standard].enough:
        return _measured(audit, state, checkers.directory, is_met=is_met)
    again = checkers.others.get(play.judged_by or "") if state.cycle == 1 else None
    by = again.auditor if again else checker(checkers.directory, audit.rules.authority.judge, audit)
    note = said("seen in the record and heard from the family" if is_met else "not yet to be seen in the record")
    fields = {"standard": state.standard, "is_met": is_met, "note": note}
    if again:
        fields["source"] = again.audit_id
    return order(audit, by, "judge", state.standard, **fields)


def _measured(audit: Audit, state: StandardState, directory: Directory, *, is_met: bool) -> Order:
    enough = audit.rules.standards[state.standard].enough
    assert enough is not None  # asked before  # noqa: S101
    total = max(LEAST_COUNTED, enough.least)
    met = -(-enough.rate * total // 100) if is_met else enough.rate * total // 200
    sent = timedelta(weeks=given(audit, f"{state.standard}/measure"))
    first = local_day(audit.started_at) - COUNTED_BACK + sent
    fields = {"standard": state.standard, "met": met, "total": total}
    period = {"period_from": first, "period_to": first + timedelta(days=6)}
    by = checker(directory, audit.rules.authority.measure[:1], audit)
    return order(audit, by, "measure", state.standard, **fields, **period)
