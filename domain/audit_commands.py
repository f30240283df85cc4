"""The commands on a whole audit, its start the first of them."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from domain.command import Command, FindingSeen
from domain.rules import Rules
from domain.values import AuditId, Key, TextRef


class StartAudit(Command):
    """A returned audit: its grades and its findings."""

    kind: Literal["start_audit"] = "start_audit"
    audit_id: AuditId
    audit_kind: Key
    subject: Key
    team: Key
    auditor: Key
    overall: str
    grades: dict[Key, str] = Field(default_factory=dict)
    unmet_by_grade: tuple[Key, ...] = ()
    """Standards whose area was graded below good enough, whether or not a finding says why."""
    met_by_grade: tuple[Key, ...] = ()
    findings: tuple[FindingSeen, ...] = ()
    owners: dict[Key, Key] = Field(default_factory=dict)
    """Who holds each role that a template names as owner, found by the sender."""
    re_audit_of: AuditId | None = None
    rules: Rules


class Judge(Command):
    """A re-audit's judgement of one standard."""

    kind: Literal["judge"] = "judge"
    standard: Key
    is_met: bool
    note: TextRef | None = None
    source: Key | None = None
    """The audit that judged it, when the re-audit is an audit of its own."""


class Measure(Command):
    """Counts of one standard over one period."""

    kind: Literal["measure"] = "measure"
    standard: Key
    period_from: date
    period_to: date
    met: Annotated[int, Field(ge=0)]
    total: Annotated[int, Field(ge=0)]


class HandOver(Command):
    kind: Literal["hand_over"] = "hand_over"
    to: Key
    reason: TextRef | None = None


class Withdraw(Command):
    kind: Literal["withdraw"] = "withdraw"
    reason: TextRef | None = None


class FindAgain(Command):
    kind: Literal["find_again"] = "find_again"
    reason: TextRef | None = None


class Replan(Command):
    """Moves an open audit to another version of its rules; all but version and reason is found by the sender."""

    kind: Literal["replan"] = "replan"
    version: Annotated[int, Field(ge=1)]
    reason: TextRef | None = None
    rules: Rules | None = None
    owners: dict[Key, Key] = Field(default_factory=dict)
    ran_from: dict[Key, datetime] = Field(default_factory=dict)
    check_from: datetime | None = None
