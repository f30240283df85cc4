"""Findings and proposals that the tests of lessons are about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.framework import Framework
from domain.framework_lessons import LessonRule
from domain.proposal import About, Proposal, Unmet, proposal_id
from tests.policies.files import framework_of

FIRST = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
ABOUT = About(framework="childrens_social_care", standard="risk_analysed", of="team", place="heron")


def framework(**fields: Any) -> Framework:
    """The council's rules, with this said of lessons."""
    rule = {"unmet": 3, "within": "90cd", "decider": "head_of_service", "decide_within": "5wd", **fields}
    return framework_of("childrens_social_care").model_copy(update={"lessons": LessonRule.model_validate(rule)})


def rule(**fields: Any) -> LessonRule:
    found = framework(**fields).lessons
    assert found
    return found


def unmet(number: int, days: float = 0.0, team: str = "heron") -> Unmet:
    """The audit of this number, returned so long after the first."""
    return Unmet(audit_id=f"x-{number}", team=team, found_at=FIRST + timedelta(days=days))


def a_proposal(*evidence: Unmet, **fields: Any) -> Proposal:
    said = {"about": ABOUT, "version": 2, "evidence": evidence, "proposed_at": FIRST, **fields}
    return Proposal(proposal_id=proposal_id(said["about"], evidence), **said)
