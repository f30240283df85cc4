"""What putting right what was entered wrongly makes of an audit."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Audit


def _regraded(audit: Audit, event: e.AuditRegraded) -> Audit:
    rules = audit.rules.model_copy(update={"timescale": audit.rules.timescales[event.overall]})
    return audit.model_copy(update={"overall": event.overall, "grades": event.grades, "rules": rules})


AFTER_CORRECTIONS: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.AuditRegraded: _regraded,
}
