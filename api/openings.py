"""A form becomes the opening of an audit: its standards, its owners, and the rules it carries."""

from collections.abc import Callable
from datetime import datetime
from difflib import get_close_matches
from hashlib import sha256
from typing import NamedTuple

from api.errors import UnknownPerson
from api.forms import AuditForm, FindingForm
from api.owners import owners_of
from api.policies import Policies
from domain.calendar import local_day
from domain.commands import FindingSeen, Opening, StartAudit
from domain.directory import Directory
from domain.framework import Framework
from domain.opening import open_audit
from domain.rules import rules_for
from domain.values import TextRef

FINDING = "{finding}"
"""Stands in a template's outcome for the words of the finding."""

Keep = Callable[[str], TextRef]
"""Gives somebody's words the reference under which they are kept."""


class NotInFramework(ValueError):
    """A form speaks of something that its framework does not have."""

    def __init__(self, noun: str, name: str, framework: Framework, known: list[str]) -> None:
        near = get_close_matches(name, known, n=1)
        instead = f"write {near[0]}" if near else f"write one of {', '.join(known[:12])}"
        super().__init__(f"{name} is not {noun} of {framework.framework}: {instead}.")


class Ground(NamedTuple):
    """What an opening stands on: the council's rules, its people, and the moment."""

    policies: Policies
    directory: Directory
    now: datetime


class Graded(NamedTuple):
    """Standards that speak for an area, by what its grade says of them."""

    met: tuple[str, ...]
    unmet: tuple[str, ...]


def checked_opening(form: AuditForm, ground: Ground, by: str | None = None) -> dict[str, TextRef]:
    """The words the opening will need kept, if it can be opened now; raises a Refusal or ValueError if it cannot.

    Nothing is kept or started: the references in the answer are stand-ins.
    """
    words: dict[str, TextRef] = {}
    open_audit(opening(form, ground, lambda text: words.setdefault(text, _stand_in(text)), by), ground.now)
    return words


def opening(form: AuditForm, ground: Ground, keep: Keep, by: str | None = None) -> Opening:
    """The opening that a form asks for; raises UnknownPerson, UnknownFramework or NotInFramework."""
    framework = ground.policies.framework(form.framework)
    graded = _graded(form, framework)
    standards = _touched(form, framework, graded)
    _check_people(form, ground.directory, by)
    rules = rules_for(framework, ground.policies.calendar(framework, local_day(ground.now)), form.overall, standards)
    start = StartAudit(
        command_id=f"{form.audit_id}/start",
        by=by or form.by or form.auditor,
        **form.model_dump(include=_AS_THEY_ARE),
        audit_kind=form.kind,
        met_by_grade=graded.met,
        unmet_by_grade=(*graded.unmet, *_standing(form, framework, graded)),
        findings=tuple(_seen(form, number, framework, keep) for number in range(len(form.findings))),
        owners=owners_of(rules, ground.directory, form.worker, form.team, ground.now),
        rules=rules,
    )
    return Opening(start=start)


_AS_THEY_ARE = {"audit_id", "subject", "team", "auditor", "overall", "grades", "re_audit_of"}


def _stand_in(text: str) -> TextRef:
    digest = sha256(text.encode()).hexdigest()
    return TextRef(id=digest, digest=digest)


def _graded(form: AuditForm, framework: Framework) -> Graded:
    grades = {"overall": form.overall, **form.grades}
    for area, grade in grades.items():
        if grade not in framework.grades:
            raise NotInFramework("a grade", grade, framework, list(framework.grades))
        if area not in framework.areas and area != "overall":
            raise NotInFramework("an area", area, framework, list(framework.areas))
    areas = [area for area in grades if area in framework.areas]
    met = tuple(framework.areas[area] for area in areas if framework.meets(grades[area]))
    unmet = tuple(framework.areas[area] for area in areas if not framework.meets(grades[area]))
    return Graded(met, unmet)


def _standing(form: AuditForm, framework: Framework, graded: Graded) -> tuple[str, ...]:
    always = framework.standing_actions.get(form.kind, ())
    return tuple(standard for standard in always if standard not in graded.unmet)


def _touched(form: AuditForm, framework: Framework, graded: Graded) -> set[str]:
    known = [standard.id for standard in framework.standards]
    for finding in form.findings:
        if finding.standard not in known:
            raise NotInFramework("a standard", finding.standard, framework, known)
    found = {finding.standard for finding in form.findings}
    return found | {*graded.met, *graded.unmet, *_standing(form, framework, graded)}


def _check_people(form: AuditForm, directory: Directory, by: str | None) -> None:
    named = {"The auditor": form.auditor, "The worker": form.worker, "The person who starts it,": by or form.by}
    named |= {f"The owner of {form.finding_id(n)}": one.owner for n, one in enumerate(form.findings)}
    for what, person in named.items():
        if person is not None and person not in directory.people:
            raise UnknownPerson(person, what)


def _seen(form: AuditForm, number: int, framework: Framework, keep: Keep) -> FindingSeen:
    finding = form.findings[number]
    outcome = _outcome(finding, framework)
    if finding.grade and finding.grade not in framework.grades:
        raise NotInFramework("a grade", finding.grade, framework, list(framework.grades))
    return FindingSeen(
        finding_id=form.finding_id(number),
        standard=finding.standard,
        is_met=finding.met,
        is_safety=finding.safety,
        grade=finding.grade,
        text=keep(finding.text),
        owner=finding.owner,
        due=finding.due,
        outcome=keep(outcome) if outcome else None,
    )


def _outcome(finding: FindingForm, framework: Framework) -> str | None:
    """What somebody wrote, or the template's words around the finding's; None where the template stands alone."""
    standard = framework.standard(finding.standard)
    if finding.outcome or finding.met or standard is None or FINDING not in standard.action.outcome:
        return finding.outcome
    return standard.action.outcome.replace(FINDING, finding.text)
