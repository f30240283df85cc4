"""The first page of an audit: its start, and for an import of the past everything that had happened since."""

from datetime import datetime

from domain import events as e
from domain.audit import Audit
from domain.commands import Command, Opening
from domain.decide import decide
from domain.evolve import fold
from domain.tick import live_through


def open_audit(opening: Opening, now: datetime) -> list[e.AnyEvent]:
    """Every event from the start until now; raises a `Refusal` if the start or a past command is refused.

    With `since`, the audit is lived through from there: each event at its own moment, nobody told, and a last event
    from which people are told again.
    """
    life = _Life()
    is_past = opening.since is not None
    life.give(opening.start, opening.since or now, is_past=is_past)
    for sent in sorted(opening.past, key=lambda sent: sent.at or now):
        at = min(sent.at or now, now) if is_past else now
        if is_past:
            life.wait(at)
        life.give(sent.command, at, is_past=is_past)
    if is_past:
        life.catch_up(now, begins_anew=opening.begins_anew)
    return life.events


class _Life:
    """The events of an audit that is being lived through."""

    def __init__(self) -> None:
        self.events: list[e.AnyEvent] = []
        self._audit: Audit | None = None

    def give(self, command: Command, at: datetime, *, is_past: bool) -> None:
        events = decide(self._audit, command, at)
        self._add([event.model_copy(update={"is_past": is_past}) for event in events])

    def wait(self, until: datetime) -> None:
        if self._audit:
            self._add(live_through(self._audit, until))

    def catch_up(self, now: datetime, *, begins_anew: bool) -> None:
        self.wait(now)
        if self._audit and not self._audit.is_over:
            self._add([e.CaughtUp(seq=self._audit.seq + 1, at=now, begins_anew=begins_anew)])

    def _add(self, events: list[e.AnyEvent]) -> None:
        self._audit = fold(self._audit, events)
        self.events += events
