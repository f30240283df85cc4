"""What happens to an action's clock and to grades, and words that its story must have."""

from typing import Any

from domain import events as e
from tests.domain.returns_told import FRIDAY_ENDS, HEAD, MORNING, NOTE

OWN: dict[str, Any] = {**HEAD, "action_id": "a-1", "owner": "p-1"}
CLOCKS: list[tuple[e.AnyEvent, str]] = [
    (
        e.ExtensionRequested(**OWN, due_at=FRIDAY_ENDS, before=MORNING, decide_by=MORNING, reason=NOTE),
        "Maya Brook asked for more time for action a-1, until the end of Friday 6 November 2026 instead of",
    ),
    (e.ExtensionGranted(**OWN, due_at=FRIDAY_ENDS, before=MORNING), "it is now due by the end of Friday 6 November"),
    (
        e.ExtensionRefused(**OWN, asked_by="p-1", due_at=FRIDAY_ENDS, reason=NOTE),
        "refused more time for action a-1: “the plan was missing”.",
    ),
    (e.ActionPaused(**OWN, until=FRIDAY_ENDS, latest=FRIDAY_ENDS, reason=NOTE), "paused action a-1 until"),
    (e.ActionResumed(**OWN, due_at=FRIDAY_ENDS, before=MORNING), "had action a-1 go on, due by the end of Friday"),
    (e.WaitBegun(**OWN, other="a-2"), "had action a-1 wait for a-2: its clock stands until then."),
    (
        e.ClockStarted(**OWN, other="a-2", because="finished", due_at=FRIDAY_ENDS, before=MORNING),
        "Action a-2, which action a-1 had waited for, was finished: its clock started, due by the end",
    ),
    (
        e.AuditRegraded(**HEAD, overall="inadequate", before="good", grades={"family": "good"}),
        "The audit is now graded inadequate overall, before good; family good (before ungraded).",
    ),
]
