"""An inspection becomes an audit: each area for improvement a finding about the standard of its theme."""

from api.forms import AuditForm, FindingForm
from api.ofsted.inspections import FRAMEWORK, Inspection
from api.ofsted.placeholders import INSPECTOR, placeholder
from api.openings import FINDING
from domain.framework import Framework
from domain.themes import theme_of

LONGEST_OUTCOME = 10_000


def standard_of(framework: Framework, finding: str) -> str:
    """The standard that a finding in the inspectors' words is about; without a theme, that of the area overall."""
    theme = theme_of(framework, finding)
    return theme.standard if theme else framework.areas["overall"]


def audit_form(inspection: Inspection, framework: Framework) -> AuditForm:
    """The audit as somebody would have handed it in."""
    grades = inspection.grades
    return AuditForm(
        audit_id=inspection.inspection_id,
        kind="inspection",
        framework=FRAMEWORK,
        subject=inspection.la_code,
        team=inspection.team,
        auditor=placeholder(inspection, "quality_assurance"),
        worker=placeholder(inspection, "service_manager"),
        overall=grades["overall"],
        grades={area: grade for area, grade in grades.items() if area != "overall"},
        findings=tuple(_finding(text, framework) for text in inspection.areas_for_improvement),
        by=INSPECTOR,
    )


def _finding(text: str, framework: Framework) -> FindingForm:
    standard = standard_of(framework, text)
    return FindingForm(standard=standard, met=False, text=text, outcome=_outcome(standard, text, framework))


def _outcome(standard_id: str, text: str, framework: Framework) -> str:
    """The template's outcome, said of this finding: so two findings of one theme are two actions."""
    standard = framework.standard(standard_id)
    template = standard.action.outcome if standard else ""
    whole = template.replace(FINDING, text) if FINDING in template else f"{template}. Found: {text}"
    return whole[:LONGEST_OUTCOME]
