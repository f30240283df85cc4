"""What follows when a grade or a finding turns out to be another: dates move, standards are found met or unmet.

Both those who moderate and those who put a slip right come here. The date each action first had stays.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain import events as e
from domain.audit import Action, Audit, StandardState
from domain.calendar import due_at
from domain.consequences import due_again, next_action_id, shown_met
from domain.correction_errors import StartedBefore, UnknownArea, UnknownGrade
from domain.decide_start import in_hours
from domain.errors import NoOwner, UnknownStandard
from domain.evolve import evolve
from domain.values import Key

OVERALL = "overall"
"""The area whose grade is the overall one."""


def regraded(audit: Audit, overall: str, grades: Mapping[str, str], now: datetime) -> list[e.AnyEvent]:
    """Its grades from now on (`grades` those by area, all of them), and all that follows.

    Raises a `Refusal` for a grade or an area that the framework does not have.
    """
    _check_known(audit, overall, grades)
    grades = with_overall(grades, overall)
    changed = e.AuditRegraded(
        seq=0, at=now, overall=overall, before=audit.overall, grades=grades, grades_before=audit.grades
    )
    after = evolve(audit, changed)
    moved = [*_actions_moved(audit, after, now), *_check_moved(audit, after, now)]
    return [changed, *moved, *refound(audit, after, now)]


def with_overall(grades: Mapping[Key, str], overall: str) -> dict[Key, str]:
    """The grades by area; those who give the overall one among them give no second one."""
    return {area: overall if area == OVERALL else grade for area, grade in grades.items()}


def _check_known(audit: Audit, overall: str, grades: Mapping[str, str]) -> None:
    if not audit.rules.keeps_clocks:
        raise StartedBefore
    for grade in (overall, *grades.values()):
        if grade not in audit.rules.timescales:
            raise UnknownGrade(grade, list(audit.rules.timescales))
    for area in grades:
        if area not in audit.rules.areas:
            raise UnknownArea(area, list(audit.rules.areas))


def due_by_rule(audit: Audit, action: Action, since: datetime) -> datetime:
    """When an action whose clock began then is due by the audit's rules."""
    due = due_again(audit, action.standard, since)
    return in_hours(due, audit.rules, since) if action.is_safety else due


def check_due(audit: Audit, since: datetime) -> datetime:
    """When a check whose clock began then is due by the audit's rules."""
    return due_at(since, audit.rules.timescale.check_within, audit.rules.calendar)


def _actions_moved(audit: Audit, after: Audit, now: datetime) -> Iterator[e.AnyEvent]:
    for one in audit.unfinished:
        # A date that the old timescale does not come to was set by a person, or has been moved since, and stays.
        if not one.is_by_rule or one.since is None or due_by_rule(audit, one, one.since) != one.due_at:
            continue
        if (due := due_by_rule(after, one, one.since)) != one.due_at:
            yield e.ActionReplanned(
                seq=0, at=now, action_id=one.action_id, owner=one.owner, due_at=due, before=one.due_at
            )


def _check_moved(audit: Audit, after: Audit, now: datetime) -> Iterator[e.AnyEvent]:
    since, check = audit.check_from, audit.check
    if check is None or since is None or check_due(audit, since) != check.due_at:
        return
    if (due := check_due(after, since)) != check.due_at:
        yield e.CheckReplanned(seq=0, at=now, auditor=audit.auditor, due_at=due, before=check.due_at)


def refound(before: Audit, after: Audit, now: datetime) -> list[e.AnyEvent]:
    """What each standard is found to be, now that findings or grades are others than before.

    One that has been judged since, in a later cycle or with the audit handed over, or about which there is an immediate
    safety concern, is met only once it is shown met.
    """
    events: list[e.AnyEvent] = []
    for standard in _spoken_of(before, after):
        more = _refound(before, after, standard, now)
        for event in more:
            after = evolve(after, event)
        events += more
    return events


def _spoken_of(before: Audit, after: Audit) -> list[str]:
    found = (seen.standard for audit in (before, after) for seen in audit.seen.values())
    return list(dict.fromkeys([*found, *after.rules.areas.values()]))


def _refound(before: Audit, after: Audit, standard: str, now: datetime) -> list[e.AnyEvent]:
    was_unmet, is_unmet = _is_unmet(before, standard), _is_unmet(after, standard)
    state = after.standards.get(standard)
    if is_unmet and not was_unmet:
        return _found_unmet(after, standard, now)
    if was_unmet and not is_unmet and state and _is_as_found(after, state):
        return shown_met(after, standard, now)
    is_new = state is None and any(seen.standard == standard for seen in after.seen.values())
    return [e.StandardFound(seq=0, at=now, standard=standard, is_met=True)] if is_new else []


def _is_as_found(audit: Audit, state: StandardState) -> bool:
    is_concern = any(one.is_safety and one.standard == state.standard for one in audit.unfinished)
    return not (state.is_met or state.cycle > 1 or audit.is_handed_over or is_concern)


def _is_unmet(audit: Audit, standard: str) -> bool:
    """Does a finding or a grade of the audit itself say so, or is it acted on whatever was found?"""
    if standard in audit.rules.standing:
        return True
    by_finding = any(seen.standard == standard and not seen.is_met for seen in audit.seen.values())
    given = {**audit.grades, OVERALL: audit.overall}
    graded = (given[area] for area, about in audit.rules.areas.items() if about == standard and area in given)
    return by_finding or any(grade not in audit.rules.good_grades for grade in graded)


def _found_unmet(audit: Audit, standard: str, now: datetime) -> list[e.AnyEvent]:
    found = e.StandardFound(seq=0, at=now, standard=standard, is_met=False)
    if any(action.standard == standard for action in audit.unfinished):
        return [found]
    state = audit.standards.get(standard)
    unmet = (key for key, seen in audit.seen.items() if seen.standard == standard and not seen.is_met)
    return [found, action_for(audit, state or StandardState(standard=standard, is_met=False), next(unmet, None), now)]


def action_for(
    audit: Audit, state: StandardState, finding_id: str | None, now: datetime, *, is_safety: bool = False
) -> e.ActionOpened:
    """The framework's action for a standard, begun now; raises UnknownStandard or NoOwner."""
    rule = audit.rules.standards.get(state.standard)
    if rule is None:
        raise UnknownStandard(state.standard, list(audit.rules.standards))
    last = [one.owner for one in audit.actions.values() if one.standard == state.standard]
    owner = last[-1] if last else audit.owners.get(rule.owner)
    if owner is None:
        raise NoOwner(f"The action for {state.standard}")
    due = due_again(audit, state.standard, now)
    return e.ActionOpened(
        seq=0,
        at=now,
        action_id=next_action_id(audit),
        standard=state.standard,
        finding_id=finding_id,
        owner=owner,
        title=rule.action,
        outcome=rule.outcome,
        due_at=in_hours(due, audit.rules, now) if is_safety else due,
        cycle=state.cycle,
        is_safety=is_safety,
        is_statutory=rule.limit is not None,
    )
