"""The first of all moments that have passed, looked for again and again while an audit changes event by event.

Of an action that has not changed nothing is worked out anew: hundreds of actions due at one instant would otherwise
take longer to notice than a workflow may think.
"""

from collections.abc import Iterable
from datetime import datetime

from domain.audit import Action, Audit, AuditStatus
from domain.moments import Moment, of_action, of_audit


class Watch:
    """Watches one audit for what has come true by `until`."""

    def __init__(self, until: datetime) -> None:
        self._until = until
        self._status: AuditStatus | None = None
        self._known: dict[str, tuple[Action, Moment | None]] = {}

    def first(self, audit: Audit) -> Moment | None:
        """What came true first, None when nothing has; at one instant, what was said before and opened earlier."""
        if audit.is_over:
            return None
        if audit.status is not self._status:
            self._status, self._known = audit.status, {}
        firsts = [self._of(audit, action) for action in audit.actions.values()]
        return _first([*filter(None, firsts), *self._passed(of_audit(audit, self._until))])

    def _of(self, audit: Audit, action: Action) -> Moment | None:
        known = self._known.get(action.action_id)
        if known is None or known[0] is not action:
            known = action, _first(self._passed(of_action(audit, action, self._until)))
            self._known[action.action_id] = known
        return known[1]

    def _passed(self, moments: Iterable[Moment]) -> list[Moment]:
        return [moment for moment in moments if moment.at <= self._until]


def _first(moments: Iterable[Moment]) -> Moment | None:
    return min(moments, key=lambda moment: moment.rank, default=None)
