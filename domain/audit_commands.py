"""The commands on a whole audit, its start the first of them."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from domain.command import Command
from domain.returned import Returned
from domain.rules import Rules
from domain.values import AuditId, Key, TextRef
from domain.working_days import Calendar


class StartAudit(Returned):
    """An audit returned elsewhere: its grades and its findings."""

    kind: Literal["start_audit"] = "start_audit"
    audit_id: AuditId
    audit_kind: Key
    subject: Key
    team: Key
    auditor: Key


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


class UpdateCalendar(Command):
    """Has an open audit count by another snapshot of the bank holidays; the sender finds all that this needs."""

    kind: Literal["update_calendar"] = "update_calendar"
    calendar: Calendar | None = None
    counted_from: dict[str, datetime] = Field(default_factory=dict)
    """By what is counted, the moment it is counted from (domain/counted_from.py)."""
