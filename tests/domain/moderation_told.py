"""What happens in moderation and to disputes, and what the story must say of it."""

from datetime import UTC, datetime
from typing import Any

from domain import events as e
from domain.values import TextRef

_HEAD: dict[str, Any] = {"seq": 5, "at": datetime(2026, 11, 3, 9, 0, tzinfo=UTC), "by": "p-1"}
_NOTE = TextRef(id="t-1", digest="d")
_DUE = datetime(2026, 11, 7, 0, 0, tzinfo=UTC)
_ASKED: dict[str, Any] = {"role": "moderator", "line_of": "p-1"}

MODERATION: list[tuple[e.AnyEvent, str]] = [
    (
        e.AuditRegraded(**_HEAD, overall="inadequate", before="good", grades={"family": "good"}),
        "The audit is now graded inadequate overall, before good; family good (before ungraded).",
    ),
    (
        e.ModerationDrawn(**_HEAD, **_ASKED, is_chosen=True, because="grade", due_at=_DUE),
        "moderated, for its grade always is: a second grade is asked for, by the end of Friday 6 November 2026.",
    ),
    (
        e.GradeModerated(
            **_HEAD, auditor="p-2", overall="good", before="inadequate", grades={"family": "good"}, is_confirmed=False
        ),
        "did not confirm the grade (inadequate), without knowing the first: good overall, family good.",
    ),
    (
        e.DisputeOpened(**_HEAD, **_ASKED, action_id="a-1", reason=_NOTE, due_at=_DUE),
        "disputed action a-1, to be decided by the end of Friday 6 November 2026: “",
    ),
    (
        e.DisputeDecided(**_HEAD, is_upheld=True, disputed_by="p-2", auditor="p-1", note=_NOTE),
        "dispute of the grade: “",
    ),
]
