"""An audit lived ahead of the clock: what happens is decided, and who would hear of it found, as the engine does it."""

from datetime import datetime
from typing import NamedTuple

from domain import events as e
from domain.audit import Audit
from domain.directory import Directory
from domain.evolve import fold
from domain.notices import address
from domain.tick import tick
from domain.told import hear
from domain.wanted import Addressed
from domain.watch import Watch


class Coming(NamedTuple):
    """One event that would happen, `told` filled in, and the notices it would bring."""

    event: e.AnyEvent
    notices: tuple[Addressed, ...]


class Ahead:
    """One audit, begun or still to begin, and the people around it; each page is told before the next is decided."""

    def __init__(self, audit: Audit | None, directory: Directory) -> None:
        self._audit, self._directory = audit, directory
        self._watch = Watch()

    @property
    def audit(self) -> Audit:
        """As it would stand."""
        if self._audit is None:
            raise LookupError("the audit has not begun")
        return self._audit

    def next(self) -> datetime | None:
        """When time alone will next make something true; None once it is over."""
        return self._watch.next(self.audit)

    def notice(self, now: datetime) -> list[Coming]:
        """All that time has made true by now. `now` never falls from one call to the next."""
        coming: list[Coming] = []
        while (moment := self.next()) and moment <= now:
            coming += self.take(tick(self.audit, now, self._watch))
        return coming

    def take(self, events: list[e.AnyEvent]) -> list[Coming]:
        """Events decided for the audit as it stands become a page of its log."""
        told = [Coming(event, tuple(notices)) for event, notices in address(events, self._directory)]
        self._audit = fold(self._audit, events)
        for one in told:
            self._audit = hear(self.audit, one.event)
        return told
