"""What more time makes of a complaint that waits for its answer."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Audit
from domain.chase import begin


def _extended(audit: Audit, event: e.ResponseExtended) -> Audit:
    known = audit.complaint
    complaint = known.model_copy(update={"first_due_at": event.before}) if known else None
    chase = begin(event.due_at, event.at, audit.rules)
    return audit.model_copy(
        update={"complaint": complaint, "return_by": event.due_at, "first_return_by": None, "returning": chase}
    )


AFTER_COMPLAINT: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {e.ResponseExtended: _extended}
