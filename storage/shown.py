"""What people are shown of audits: the shapes that lists and pages are made from."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.events import AnyEvent


class AuditLine(NamedTuple):
    """One audit in a list; `actions_overdue` is as at the moment that was asked about."""

    audit_id: str
    kind: str
    subject: str
    team: str
    auditor: str
    overall: str
    framework: str
    version: int
    status: str
    cycle: int
    level: int
    actions_open: int
    actions_overdue: int
    started_at: datetime
    next_moment: datetime | None
    check_due_at: datetime | None
    ended_at: datetime | None
    seq: int
    return_by: datetime | None = None
    returned_at: datetime | None = None
    moderation: str | None = None
    """to be drawn, awaited, given, not chosen; None: its rules know no second grade."""
    first_overall: str | None = None
    second_overall: str | None = None
    moderator: str | None = None
    disputes_open: int = 0
    is_blind: bool = False
    """Is what it found kept from the reader, who may be asked for the second grade?"""


class StandardLine(NamedTuple):
    """One practice standard of an audit."""

    standard: str
    title: str
    check_by: str
    is_met: bool
    cycle: int


class ActionLine(NamedTuple):
    """One action; `title_text` and `outcome_text` name the text where a person worded it."""

    audit_id: str
    action_id: str
    title: str | None
    title_text: str | None
    outcome: str | None
    outcome_text: str | None
    standard: str
    finding_id: str | None
    owner: str
    status: str
    is_finished: bool
    is_overdue: bool
    due_at: datetime
    original_due_at: datetime
    level: int
    cycle: int
    is_safety: bool
    paused_until: datetime | None = None
    waits_for: str | None = None
    extension_asked_for: datetime | None = None
    extensions: int = 0


class FindingLine(NamedTuple):
    """One finding, and the action it called for or why there is none."""

    finding_id: str
    standard: str
    is_met: bool
    is_safety: bool
    grade: str | None
    text_id: str
    action_id: str | None
    left_because: str | None
    answer: str | None = None


class CorrectionLine(NamedTuple):
    """One thing that was put right, in words: what it says now, and what stood there before."""

    seq: int
    at: datetime
    by: str
    what: str
    finding_id: str | None
    action_id: str | None
    now: str
    before: str
    reason: str


class AuditShown(NamedTuple):
    """One audit with all that belongs to it."""

    audit: AuditLine
    standards: list[StandardLine]
    actions: list[ActionLine]
    findings: list[FindingLine]
    corrections: Sequence[CorrectionLine] = ()
    """Oldest first."""


class Recounted(NamedTuple):
    """An event, and when the log took it in."""

    event: AnyEvent
    recorded_at: datetime


class Answer(NamedTuple):
    """The first answer to a command: the events it made."""

    first: int
    last: int


class Counts(NamedTuple):
    """How much there is."""

    audits: int
    events: int
    findings: int
    actions: int
    notices: int


class StandingLine(NamedTuple):
    """How one standard stands in one audit."""

    audit_id: str
    standard: str
    title: str
    check_by: str
    is_met: bool
    cycle: int
    team: str
    check_due_at: datetime | None


class NoticeLine(NamedTuple):
    """One notice, and what became of it."""

    notice_id: str
    audit_id: str
    seq: int
    action_id: str | None
    notice: str
    role: str
    person: str
    is_urgent: bool
    state: str
    due_at: datetime
    attempts: int
    sent_at: datetime | None
    failure: str | None
    channel: str
    stale_because: str | None
