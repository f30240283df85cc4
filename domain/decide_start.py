"""Starting an audit: what it found, and the actions that its findings call for."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

from domain import commands as c
from domain import events as e
from domain.calendar import due_at, end_of_day
from domain.decide_complaint import check_answers
from domain.errors import (
    YEARS_AHEAD,
    DateAfterLimit,
    DateInPast,
    DateTooFar,
    DuplicateFinding,
    NoOwner,
    UnknownStandard,
)
from domain.rules import Rules, StandardRule
from domain.values import Wording


class _Wanted(NamedTuple):
    """An action that a standard or a finding asks for."""

    standard: str
    finding: c.FindingSeen | None


def start_audit(command: c.StartAudit, now: datetime) -> list[e.AnyEvent]:
    """The whole first page of an audit's log."""
    check_answers(command.audit_kind, command, None)
    return [_started(command, now), *found(command, now)]


def found(command: c.Returned, now: datetime) -> list[e.AnyEvent]:
    """What a returned audit found, and the actions that its findings call for."""
    _check_findings(command)
    return [
        *(_noted(finding, now) for finding in command.findings),
        *(
            e.StandardFound(seq=0, at=now, standard=key, is_met=key not in _unmet(command))
            for key in _standards(command)
        ),
        *_actions(command, now),
    ]


def _check_findings(command: c.Returned) -> None:
    seen: set[str] = set()
    for finding in command.findings:
        if finding.finding_id in seen:
            raise DuplicateFinding(finding.finding_id)
        seen.add(finding.finding_id)
    for standard in _standards(command):
        if standard not in command.rules.standards:
            raise UnknownStandard(standard, list(command.rules.standards))


def _standards(command: c.Returned) -> list[str]:
    found = [finding.standard for finding in command.findings]
    return list(dict.fromkeys([*found, *command.unmet_by_grade, *command.met_by_grade]))


def _unmet(command: c.Returned) -> set[str]:
    return {finding.standard for finding in command.findings if not finding.is_met} | set(command.unmet_by_grade)


def _started(command: c.StartAudit, now: datetime) -> e.AuditStarted:
    fields = (
        "audit_id",
        "audit_kind",
        "subject",
        "team",
        "auditor",
        "overall",
        "grades",
        "owners",
        "re_audit_of",
        "rules",
        "views",
        "worker_took_part",
        "worker_absence",
    )
    return e.AuditStarted(seq=0, at=now, **{field: getattr(command, field) for field in fields})


def _noted(finding: c.FindingSeen, now: datetime) -> e.FindingNoted:
    fields = ("finding_id", "standard", "is_met", "is_safety", "grade", "text", "answer")
    return e.FindingNoted(seq=0, at=now, **{field: getattr(finding, field) for field in fields})


def _actions(command: c.Returned, now: datetime) -> Iterator[e.AnyEvent]:
    opened: dict[tuple[str, Wording, bool], str] = {}
    for wanted in _wanted(command):
        finding, rule = wanted.finding, command.rules.standards[wanted.standard]
        is_safety = bool(finding and finding.is_safety)
        if finding and finding.is_met and not is_safety:
            because: Literal["met", "not_upheld"] = "not_upheld" if finding.answer == "not_upheld" else "met"
            yield e.FindingLeft(seq=0, at=now, finding_id=finding.finding_id, because=because)
            continue
        outcome: Wording = (finding and finding.outcome) or rule.outcome
        # What is done in weeks never stands in for what must be done in hours; the other way round it may.
        same = opened.get((wanted.standard, outcome, True)) or opened.get((wanted.standard, outcome, is_safety))
        if same and finding:
            yield e.FindingLeft(seq=0, at=now, finding_id=finding.finding_id, because="duplicate", action_id=same)
            continue
        action_id = f"a-{len(opened) + 1}"
        opened[wanted.standard, outcome, is_safety] = action_id
        yield _opened(command, wanted, action_id, now)


def _wanted(command: c.Returned) -> list[_Wanted]:
    by_finding = [_Wanted(finding.standard, finding) for finding in command.findings]
    covered = {finding.standard for finding in command.findings if not finding.is_met}
    return [*by_finding, *(_Wanted(key, None) for key in dict.fromkeys(command.unmet_by_grade) if key not in covered)]


def _opened(command: c.Returned, wanted: _Wanted, action_id: str, now: datetime) -> e.ActionOpened:
    finding, rule = wanted.finding, command.rules.standards[wanted.standard]
    owner = (finding and finding.owner) or command.owners.get(rule.owner)
    if owner is None:
        raise NoOwner(f"The action for {finding.finding_id if finding else wanted.standard}")
    is_safety = bool(finding and finding.is_safety)
    chosen = finding.due if finding else None
    due = _chosen(action_id, chosen, rule, command.rules, now) if chosen else _due(rule, command.rules, now)
    return e.ActionOpened(
        seq=0,
        at=now,
        action_id=action_id,
        standard=wanted.standard,
        finding_id=finding.finding_id if finding else None,
        owner=owner,
        title=rule.action,
        outcome=(finding and finding.outcome) or rule.outcome,
        due_at=in_hours(due, command.rules, now) if is_safety else due,
        is_safety=is_safety,
        is_statutory=rule.limit is not None,
    )


def _chosen(what: str, day: date, rule: StandardRule, rules: Rules, now: datetime) -> datetime:
    return due_on(day, f"Action {what}", now, limit_of(rule, rules, now))


def _due(rule: StandardRule, rules: Rules, now: datetime) -> datetime:
    due = due_at(now, rule.due or rules.timescale.actions, rules.calendar)
    limit = limit_of(rule, rules, now)
    return min(due, limit) if limit else due


def limit_of(rule: StandardRule, rules: Rules, start: datetime) -> datetime | None:
    """The latest instant the law allows for this standard, counted from the audit's start."""
    return due_at(start, rule.limit, rules.calendar) if rule.limit else None


def in_hours(due: datetime, rules: Rules, now: datetime) -> datetime:
    """The date of an immediate safety concern: the one chosen, or the hours the framework gives if they end sooner."""
    return min(due, due_at(now, rules.safety_due, rules.calendar))


def due_on(day: date, what: str, now: datetime, limit: datetime | None) -> datetime:
    """The end of a chosen day; raises unless it lies ahead, not too far, and within what the law allows."""
    if day.year > now.year + YEARS_AHEAD:
        raise DateTooFar(what, day.year)
    due = end_of_day(day)
    if due <= now:
        raise DateInPast(what, due)
    if limit and due > limit:
        raise DateAfterLimit(what, limit)
    return due
