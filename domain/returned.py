"""What an audit says once somebody has looked: its grades, its findings, and whose views were sought."""

from pydantic import ConfigDict, Field

from domain.command import Command, FindingSeen
from domain.rules import Rules
from domain.values import AuditId, Key, TextRef, Value


class Sought(Value):
    """How somebody's views were sought, or why they were not."""

    model_config = ConfigDict(extra="forbid")
    how: tuple[TextRef, ...] = ()
    why_not: TextRef | None = None

    @property
    def is_said(self) -> bool:
        """Does it say either?"""
        return bool(self.how) or self.why_not is not None


class Views(Value):
    """Whether the child and the family were asked what they think."""

    model_config = ConfigDict(extra="forbid")
    child: Sought | None = None
    family: Sought | None = None


class Returned(Command):
    """What every returned audit says, whether it was planned here or not."""

    overall: str
    grades: dict[Key, str] = Field(default_factory=dict)
    unmet_by_grade: tuple[Key, ...] = ()
    """Standards whose area was graded below good enough, whether or not a finding says why."""
    met_by_grade: tuple[Key, ...] = ()
    findings: tuple[FindingSeen, ...] = ()
    owners: dict[Key, Key] = Field(default_factory=dict)
    """Who holds each role that a template names as owner, found by the sender."""
    re_audit_of: AuditId | None = None
    views: Views | None = None
    worker_took_part: bool | None = None
    worker_absence: TextRef | None = None
    """Why the worker took no part."""
    rules: Rules
