"""The script of the demo: how the people of each sample audit behave, and how it is meant to end."""

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from domain.audit import Audit
from domain.chase import Chase
from domain.rules import Rules
from domain.values import AuditId

SCRIPT = Path(__file__).parent / "script.yaml"

When = Literal[
    "at once",
    "first reminder",
    "last reminder",
    "overdue",
    "step 1",
    "step 2",
    "step 3",
    "step 4",
    "step 5",
    "never",
]
Judgement = Literal["met", "not met"]
End = Literal["closed", "withdrawn", "handed over", "chased"]
"""`chased` stays open for ever: the top of the ladder is told again and again."""


class Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Play(Written):
    """What the people of an audit do, and what they wait for before they do it."""

    says: str = Field(min_length=10)
    starts: When = "at once"
    claims: Annotated[tuple[When, ...], Field(min_length=1)] = ("at once",)
    """For the first action, the second and so on; the last for all that follow."""
    claims_again: When = "at once"
    """In a later cycle."""
    sends_back: int = 0
    verifies: When = "at once"
    acknowledges: When = "never"
    reassigns: When = "never"
    cancels: When = "never"
    withdraws: When = "never"
    hands_over: When = "never"
    judges: When = "at once"
    judges_early: When = "never"
    judged: Annotated[tuple[Judgement, ...], Field(min_length=1)] = ("met",)
    """The first unmet standard, cycle by cycle; the others are met."""
    judged_by: AuditId | None = None
    """The re-audit, an audit of its own, that judges it."""
    adds: bool = False
    ends: End = "closed"


class Part(Written):
    """Which play an audit is given, and what is different about it."""

    play: str
    judged_by: AuditId | None = None
    judged: Annotated[tuple[Judgement, ...], Field(min_length=1)] | None = None


class Script(Written):
    """Every play by its name, and the part of every audit."""

    plays: dict[str, Play]
    audits: dict[AuditId, Part]

    def of(self, audit_id: AuditId) -> Play:
        """The play of an audit; raises KeyError for one that has no part."""
        part = self.audits[audit_id]
        return self.plays[part.play].model_copy(update=part.model_dump(exclude={"play"}, exclude_none=True))


def read_script(path: Path = SCRIPT) -> Script:
    """The script as it is written in a YAML file."""
    return Script.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def has_come(when: When, chase: Chase, rules: Rules) -> bool:
    """Has the chase of something late come as far as somebody waits for?"""
    if when.startswith("step "):
        return chase.step >= int(when.removeprefix("step "))
    return {
        "at once": True,
        "first reminder": chase.reminders >= 1 or chase.is_overdue,
        "last reminder": chase.reminders >= len(rules.reminders) or chase.is_overdue,
        "overdue": chase.is_overdue,
    }.get(when, False)


def has_ended(audit: Audit, play: Play) -> bool:
    """Is there nothing left for the demo to show of this audit?"""
    if audit.is_over:
        return True
    if play.ends == "chased":
        return audit.level >= len(audit.rules.action_ladder.steps)
    return audit.status == play.ends
