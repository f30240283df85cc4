"""What people and programs may ask of an audit. A command is an order; whether it happens, the rules decide."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from domain.rules import Rules
from domain.values import AuditId, Key, TextRef, Value


class Standing(Value):
    """Who gives the command, as the directory knew them when it was sent."""

    roles: tuple[str, ...] = ()
    above_owner: bool = False
    """Is this person in the reporting line above the action's owner?"""


class Command(Value):
    """An order with an id of its own: sent again, it gets its first answer again."""

    model_config = ConfigDict(extra="forbid")
    command_id: Key
    by: Key
    standing: Standing = Standing()


class Evidence(Value):
    """What shows that an action was done: where it is kept, and the digest of what was seen there."""

    model_config = ConfigDict(extra="forbid")
    reference: TextRef
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class FindingSeen(Value):
    """One thing the audit saw about one standard."""

    model_config = ConfigDict(extra="forbid")
    finding_id: Key
    standard: Key
    is_met: bool
    is_safety: bool = False
    grade: str | None = None
    text: TextRef
    owner: Key | None = None
    due: date | None = None
    outcome: TextRef | None = None


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


class AddAction(Command):
    kind: Literal["add_action"] = "add_action"
    action_id: Key
    standard: Key
    finding_id: Key | None = None
    owner: Key | None = None
    due: date | None = None
    title: TextRef
    outcome: TextRef | None = None
    is_safety: bool = False


class OnAction(Command):
    action_id: Key


class Accept(OnAction):
    kind: Literal["accept"] = "accept"


class Begin(OnAction):
    kind: Literal["start"] = "start"


class Reassign(OnAction):
    kind: Literal["reassign"] = "reassign"
    owner: Key


class ClaimDone(OnAction):
    kind: Literal["claim"] = "claim"
    evidence: tuple[Evidence, ...] = ()
    note: TextRef | None = None


class Verify(OnAction):
    kind: Literal["verify"] = "verify"


class SendBack(OnAction):
    kind: Literal["send_back"] = "send_back"
    reason: TextRef | None = None


class Cancel(OnAction):
    kind: Literal["cancel"] = "cancel"
    reason: TextRef | None = None


class Acknowledge(OnAction):
    kind: Literal["acknowledge"] = "acknowledge"


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


ActionCommand = Accept | Begin | Reassign | ClaimDone | Verify | SendBack | Cancel | Acknowledge
LaterCommand = AddAction | ActionCommand | Judge | Measure | HandOver | Withdraw | FindAgain | Replan
AnyCommand = Annotated[StartAudit | LaterCommand, Field(discriminator="kind")]


class Sent(Value):
    """A command in its envelope, as it travels."""

    command: Annotated[LaterCommand, Field(discriminator="kind")]
    at: datetime | None = None
    """When it was given, for what is told of the past; otherwise the engine's own clock decides."""
    request_id: Key | None = None
    """The request that brought it, for whoever follows it through logs and tables; no rule looks at it."""


class Opening(Value):
    """How an audit's workflow begins: its start, and for an import of the past what had happened since."""

    start: StartAudit
    since: datetime | None = None
    """The past moment from which dates run; None: from now."""
    past: tuple[Sent, ...] = ()
    request_id: Key | None = None
    """The request that started it; no rule looks at it."""
