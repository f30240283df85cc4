"""What was put right, and how the story tells it."""

from datetime import UTC, datetime
from typing import Any

from domain import events as e
from domain.values import TextRef

NOTE = TextRef(id="t-1", digest="d")
HEAD: dict[str, Any] = {"seq": 1, "at": datetime(2026, 11, 3, 9, tzinfo=UTC), "by": "p-1"}

CORRECTIONS: list[tuple[e.AnyEvent, str]] = [
    (
        e.VerificationUndone(**HEAD, action_id="a-1", owner="p-2", auditor="p-1", reason=NOTE),
        "Maya Brook undid that action a-1 was verified: the claim waits to be looked at again: “the plan was missing”.",
    ),
    (
        e.Amended(
            **HEAD,
            what="finding",
            finding_id="f-1",
            auditor="p-1",
            before=e.Entered(standard="visits", is_met=True),
            after=e.Entered(standard="plan_is_smart", is_met=False),
            reason=NOTE,
        ),
        "“the plan was missing”. It now says ‘plan is smart’ (before ‘visits’) and not met (before met).",
    ),
    (
        e.Amended(
            **HEAD,
            what="grades",
            auditor="p-1",
            before=e.Entered(overall="good"),
            after=e.Entered(overall="inadequate", grades={"family": "good"}),
            reason=NOTE,
        ),
        "missing”. It now says inadequate (before good) and family good (before ungraded).",
    ),
    (
        e.AuditReopened(**HEAD, before="closed", auditor="p-1", standard="visits", reason=NOTE),
        "reopened the audit, which was closed: the standard ‘visits’ is not met after all: “the plan was missing”.",
    ),
]
