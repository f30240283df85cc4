"""The first of all moments that have passed, looked for again and again while an audit changes event by event.

Of an action that has not changed nothing is worked out anew: hundreds of actions due at one instant would otherwise
take longer to notice than a workflow may think.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from domain.audit import Action, Audit
from domain.moments import Moment, of_action, of_audit


class _Known(NamedTuple):
    """What was worked out of an action as it stands: its next moment, and what that is when looked at from `until`."""

    action: Action
    at: datetime | None
    until: datetime | None = None
    moment: Moment | None = None


class Watch:
    """Watches one audit, which may change between two questions in any way."""

    def __init__(self) -> None:
        self._around: tuple[Any, ...] = ()
        self._known: dict[str, _Known] = {}
        self._asked: tuple[Audit, datetime | None] | None = None
        """Of which audit it was last asked what comes next, and the answer."""

    def next(self, audit: Audit) -> datetime | None:
        """When time alone will next make something true; None when the audit is over."""
        if self._asked is None or self._asked[0] is not audit:
            self._asked = audit, self._next(audit)
        return self._asked[1]

    def _next(self, audit: Audit) -> datetime | None:
        if audit.is_over:
            return None
        self._look(audit)
        ats = [self._of(audit, action).at for action in audit.actions.values()]
        return min([*filter(None, ats), *(moment.at for moment in of_audit(audit, None))], default=None)

    def first(self, audit: Audit, until: datetime) -> Moment | None:
        """What came true first by `until`, None when nothing has; at one instant, what was said before and opened
        earlier.
        """
        if audit.is_over:
            return None
        self._look(audit)
        firsts = [self._passed(audit, action, until) for action in audit.actions.values()]
        return _first([*filter(None, firsts), *_by(until, of_audit(audit, until))])

    def _look(self, audit: Audit) -> None:
        """Of what else its moments depend on, forget what was known if any has changed."""
        around = (audit.status, audit.rules, audit.disputes)
        if len(self._around) != len(around) or any(a is not b for a, b in zip(self._around, around, strict=True)):
            self._around, self._known = around, {}

    def _of(self, audit: Audit, action: Action) -> _Known:
        known = self._known.get(action.action_id)
        if known is None or known.action is not action:
            known = _Known(action, min((one.at for one in of_action(audit, action, None)), default=None))
            self._known[action.action_id] = known
        return known

    def _passed(self, audit: Audit, action: Action, until: datetime) -> Moment | None:
        known = self._of(audit, action)
        if known.at is None or known.at > until:
            return None
        if known.until != until:
            moment = _first(_by(until, of_action(audit, action, until)))
            known = self._known[action.action_id] = known._replace(until=until, moment=moment)
        return known.moment


def _by(until: datetime, moments: Iterable[Moment]) -> list[Moment]:
    return [moment for moment in moments if moment.at <= until]


def _first(moments: Iterable[Moment]) -> Moment | None:
    return min(moments, key=lambda moment: moment.rank, default=None)
