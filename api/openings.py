"""A form becomes the opening of an audit: its standards, its owners, and the rules it carries."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Any, NamedTuple

from api.errors import UnknownPerson
from api.forms import AuditForm, Noted, PlanForm, SoughtForm, ViewsForm
from api.owners import owners_of
from api.policies import Policies
from domain.calendar import local_day
from domain.commands import FindingSeen, Opening, ReturnAudit, Sought, StartAudit, Views
from domain.directory import Directory
from domain.framework import Framework
from domain.named import named
from domain.rules import rules_for
from domain.values import TextRef
from workflows.addresses import return_id, start_id

FINDING = "{finding}"
"""Stands in a template's outcome for the words of the finding."""

Keep = Callable[[str], TextRef]
"""Gives somebody's words the reference under which they are kept."""


class NotInFramework(ValueError):
    """A form speaks of something that its framework does not have."""

    def __init__(self, noun: str, name: str, framework: Framework, known: list[str]) -> None:
        near = get_close_matches(name, known, n=1)
        instead = f"write {near[0]}" if near else f"write one of {named(known)}"
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


def check_names(form: AuditForm | PlanForm, policies: Policies) -> None:
    """Raises UnknownFramework or NotInFramework unless every grade, area and standard is one of the framework's."""
    framework = policies.framework(form.framework)
    if isinstance(form, AuditForm):
        check_found(form, framework)


def check_found(form: AuditForm, framework: Framework) -> None:
    """Raises NotInFramework unless every grade, area and standard is one of this framework's."""
    grades = [form.overall, *form.grades.values(), *(one.grade for one in form.noted if one.grade)]
    _check_known("a grade", grades, framework, framework.grades)
    _check_known("an area", form.grades, framework, ["overall", *framework.areas])
    standards = [standard.id for standard in framework.standards]
    _check_known("a standard", [one.said.standard for one in form.noted], framework, standards)


def _check_known(noun: str, names: Iterable[str], framework: Framework, known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise NotInFramework(noun, name, framework, list(known))


def opening(form: AuditForm, ground: Ground, keep: Keep, by: str | None = None) -> Opening:
    """The opening that a form asks for; raises UnknownPerson, UnknownFramework or NotInFramework."""
    return Opening(start=start_of(form, ground, keep, by))


def start_of(form: AuditForm, ground: Ground, keep: Keep, by: str | None = None) -> StartAudit:
    """The start that a form asks for; raises what `opening` does."""
    framework = ground.policies.framework(form.framework)
    _check_people(form, ground.directory, by)
    return StartAudit(
        command_id=start_id(form.audit_id),
        by=by or form.by or form.auditor,
        **form.model_dump(include={"audit_id", "subject", "team", "auditor"}),
        audit_kind=form.kind,
        **_returned(form, framework, ground, keep),
    )


def return_of(form: AuditForm, framework: Framework, ground: Ground, keep: Keep, by: str | None = None) -> ReturnAudit:
    """The return of a planned audit, by the rules it was planned by; raises UnknownPerson or NotInFramework."""
    _check_people(form, ground.directory, by)
    said = _returned(form, framework, ground, keep)
    return ReturnAudit(command_id=return_id(form.audit_id), by=by or form.by or form.auditor, **said)


def _returned(form: AuditForm, framework: Framework, ground: Ground, keep: Keep) -> dict[str, Any]:
    """What an audit says that is returned, planned here or not."""
    check_found(form, framework)
    graded = _graded(form, framework)
    standards = _touched(form, framework, graded)
    calendar = ground.policies.calendar(framework, local_day(ground.now))
    rules = rules_for(framework, calendar, form.overall, standards, form.kind)
    return {
        "overall": form.overall,
        "grades": form.grades,
        "re_audit_of": form.re_audit_of,
        "met_by_grade": graded.met,
        "unmet_by_grade": (*graded.unmet, *_standing(form, framework, graded)),
        "findings": tuple(_seen(one, framework, keep) for one in form.noted),
        "owners": owners_of(rules, ground.directory, form.worker, form.team, ground.now),
        "views": _views(form.views, keep),
        "worker_took_part": form.worker_took_part,
        "worker_absence": keep(form.worker_absence) if form.worker_absence else None,
        "rules": rules,
    }


def _views(form: ViewsForm | None, keep: Keep) -> Views | None:
    return Views(child=_sought(form.child, keep), family=_sought(form.family, keep)) if form else None


def _sought(form: SoughtForm | None, keep: Keep) -> Sought | None:
    if form is None:
        return None
    return Sought(how=tuple(map(keep, form.how)), why_not=keep(form.why_not) if form.why_not else None)


def _graded(form: AuditForm, framework: Framework) -> Graded:
    grades = {"overall": form.overall, **form.grades}
    areas = [area for area in grades if area in framework.areas]
    met = tuple(framework.areas[area] for area in areas if framework.meets(grades[area]))
    unmet = tuple(framework.areas[area] for area in areas if not framework.meets(grades[area]))
    return Graded(met, unmet)


def _standing(form: AuditForm, framework: Framework, graded: Graded) -> tuple[str, ...]:
    always = framework.standing_actions.get(form.kind, ())
    return tuple(standard for standard in always if standard not in graded.unmet)


def _touched(form: AuditForm, framework: Framework, graded: Graded) -> set[str]:
    found = {one.said.standard for one in form.noted}
    return found | {*graded.met, *graded.unmet, *_standing(form, framework, graded)}


def _check_people(form: AuditForm, directory: Directory, by: str | None) -> None:
    named = {"The auditor": form.auditor, "The worker": form.worker, "The person who starts it,": by or form.by}
    named |= {f"The owner of {one.finding_id}": one.said.owner for one in form.noted}
    of_those = (("Of those it is restricted to,", person) for person in form.restricted_to or ())
    for what, person in (*named.items(), *of_those):
        if person is not None and person not in directory.people:
            raise UnknownPerson(person, what)


def _seen(noted: Noted, framework: Framework, keep: Keep) -> FindingSeen:
    finding = noted.said
    outcome = _outcome(noted, framework)
    return FindingSeen(
        finding_id=noted.finding_id,
        standard=finding.standard,
        is_met=noted.is_met,
        is_safety=finding.safety,
        grade=noted.grade,
        text=keep(finding.text),
        owner=finding.owner,
        due=finding.due,
        outcome=keep(outcome) if outcome else None,
        answer=noted.answer,
    )


def _outcome(noted: Noted, framework: Framework) -> str | None:
    """What somebody wrote, or the template's words around the finding's; None where the template stands alone."""
    finding = noted.said
    standard = framework.standard(finding.standard)
    if finding.outcome or noted.is_met or standard is None or FINDING not in standard.action.outcome:
        return finding.outcome
    return standard.action.outcome.replace(FINDING, finding.text)
