"""Audits as managers hand them in: one unmet standard after another, in some team, looked at by some auditor."""

from functools import cache

from api.forms import AuditForm, FindingForm
from api.policies import Policies
from bench.doors.council import Team, auditor
from runtime.settings import CHECKOUT

FRAMEWORK = "childrens_social_care"
"""Its rules count working days: in a bench nothing happens of itself."""
POLICIES = Policies(CHECKOUT / "policies")
GRADES = ("requires_improvement", "inadequate")


@cache
def standards() -> tuple[str, ...]:
    """Standards that a person judges."""
    rules = POLICIES.framework(FRAMEWORK).standards
    return tuple(one.id for one in rules if one.check_by == "judged")


def form(audit_id: str, team: Team, number: int, findings: int) -> AuditForm:
    """The audit of this number: what differs from audit to audit comes of it."""
    unmet = [standards()[(number + n) % len(standards())] for n in range(findings)]
    return AuditForm(
        audit_id=audit_id,
        kind="case_file",
        framework=FRAMEWORK,
        subject=f"record-{number}",
        team=team.name,
        auditor=auditor(number),
        worker=team.practitioner(number),
        overall=GRADES[number % 2],
        findings=tuple(
            FindingForm(standard=one, met=False, text=f"The record does not show it: {one.replace('_', ' ')}.")
            for one in unmet
        ),
    )
