"""From many audits, one lesson: which audits, taken together, ask for a thematic audit of a standard.

Each audit counts once for a standard, when it was returned. Re-audits look again at what was found before, published
inspections are of the whole council, and a thematic audit looks for what is known to be wrong: these do not count, nor
does what was withdrawn, is restricted to named people, or awaits a second grade. Complaints count by what was upheld.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from domain.calendar import Calendar, due_at
from domain.framework_lessons import LessonRule
from domain.proposal import About, Of, Proposal, Unmet, in_order, proposal_id
from domain.regrading import OVERALL
from domain.values import AuditId, Key

NEVER = frozenset({"re_audit", "inspection", "thematic"})
"""Kinds of audit that are no evidence."""


class Found(NamedTuple):
    """What an audit's own words and grades say of its standards, before anybody judged them again."""

    findings: Iterable[tuple[Key, bool]]
    """The standard of each finding, and whether it is met."""
    grades: Mapping[Key, str]
    areas: Mapping[Key, Key]
    good: Iterable[str]

    @property
    def unmet(self) -> frozenset[Key]:
        """The standards it found unmet, by a finding or by the grade of their area; all together is no theme."""
        given = ((self.areas[area], grade) for area, grade in self.grades.items() if area in self.areas)
        by_grade = {standard for standard, grade in given if grade not in self.good}
        return frozenset(by_grade | {standard for standard, is_met in self.findings if not is_met})


class Lesson(NamedTuple):
    """What has come together: a proposal to be made, or more evidence for one that nobody has decided."""

    about: About
    proposal_id: AuditId
    evidence: tuple[Unmet, ...]
    """What is new of it."""
    is_new: bool


def found_in(value: Mapping[str, Any]) -> Found:
    """What the written form of an audit says it found."""
    seen, rules = value.get("seen") or {}, value.get("rules") or {}
    return Found(
        [(one["standard"], one["is_met"]) for one in seen.values()],
        {area: grade for area, grade in (value.get("grades") or {}).items() if area != OVERALL},
        rules.get("areas") or {},
        rules.get("good_grades") or (),
    )


def gathered(found: Iterable[Unmet], rule: LessonRule, calendar: Calendar) -> tuple[Unmet, ...]:
    """The audits that lie within the rule's time of each other, as many as it asks for, the oldest first.

    In whatever order they come, and however often one comes, the same are gathered; more never make it fewer.
    """
    first: dict[AuditId, Unmet] = {}
    for one in sorted(found, key=in_order):
        first.setdefault(one.audit_id, one)
    row = list(first.values())
    kept: set[AuditId] = set()
    for start, one in enumerate(row[: max(len(row) - rule.unmet + 1, 0)]):
        window = row[start : start + rule.unmet]
        if window[-1].found_at < due_at(one.found_at, rule.within, calendar):
            kept.update(each.audit_id for each in window)
    return tuple(one for one in row if one.audit_id in kept)


def lessons(
    found: Mapping[About, Iterable[Unmet]], held: Iterable[Proposal], rule: LessonRule, calendar: Calendar
) -> list[Lesson]:
    """What is to be proposed or added, in order of what it is about."""
    known = list(held)
    come = (_lesson(about, found[about], known, rule, calendar) for about in sorted(found, key=_place))
    return [one for one in come if one]


def _lesson(
    about: About, found: Iterable[Unmet], held: list[Proposal], rule: LessonRule, calendar: Calendar
) -> Lesson | None:
    """What is evidence of another proposal, decided or not, never counts again."""
    alike = [one for one in held if _kind(one.about) == _kind(about)]
    waiting = next((one for one in alike if one.about == about and one.is_undecided), None)
    used = {each.audit_id for one in alike if one is not waiting for each in one.evidence}
    known = waiting.evidence if waiting else ()
    row = gathered([*known, *(one for one in found if one.audit_id not in used)], rule, calendar)
    new = tuple(one for one in row if one.audit_id not in {each.audit_id for each in known})
    if not new:
        return None
    return Lesson(about, waiting.proposal_id if waiting else proposal_id(about, new), new, is_new=waiting is None)


def _kind(about: About) -> tuple[Key, Key, Of]:
    return about.framework, about.standard, about.of


def _place(about: About) -> tuple[Key, ...]:
    return (*_kind(about), about.place)
