"""One thing that is wrong, and what to do about it."""

from datetime import datetime
from typing import Literal, NamedTuple, get_args

from domain.values import AuditId

Kind = Literal[
    "unheard", "unrecorded", "dead_letter", "failing", "retrying", "standing", "left_alone", "programme", "webhook"
]
"""Nobody heard; a page cannot be recorded; a letter was given up; a workflow's work fails; an effect is tried again and
again; nothing happens though a moment has passed; no workflow works on an open audit; a month's audits do not begin;
a webhook was ended."""
KINDS: tuple[Kind, ...] = get_args(Kind)

REMEDIES: dict[Kind, str] = {
    "unheard": "Put somebody into the role, then have people found again; a nudge puts the alarm away.",
    "unrecorded": "Mend what the detail names, then nudge it.",
    "dead_letter": "Put right what its reason names, then resend it.",
    "failing": "Put the version with the fix in place: it goes on by itself.",
    "retrying": "Mend what it fails of: it goes on by itself.",
    "standing": "See that a worker runs, then nudge it.",
    "left_alone": "Nudge it: it goes on from its log.",
    "programme": "Mend what the detail names, then plan the month again: it goes on.",
    "webhook": "Add it again with an address that is there, then resend what is dead.",
}


class Trouble(NamedTuple):
    """What is wrong with an audit, since when, and what helps."""

    kind: Kind
    audit_id: AuditId
    since: datetime | None
    detail: str
    remedy: str


def trouble(kind: Kind, audit_id: AuditId, since: datetime | None, detail: str) -> Trouble:
    """With what helps against troubles of its kind."""
    return Trouble(kind, audit_id, since, detail, REMEDIES[kind])
