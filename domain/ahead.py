"""An audit lived ahead of the clock: what happens is decided, and who would hear of it found, as the engine does it."""

from datetime import datetime
from typing import NamedTuple

from domain import events as e
from domain.audit import Audit
from domain.directory import Directory
from domain.evolve import fold
from domain.moments import next_moment
from domain.notices import address
from domain.tick import tick
from domain.told import hear
from domain.wanted import Addressed


class Coming(NamedTuple):
    """One event that would happen, `told` filled in, and the notices it would bring."""

    event: e.AnyEvent
    notices: tuple[Addressed, ...]


class Ahead:
    """One audit and the people around it; each page is told before the next is decided."""

    def __init__(self, audit: Audit, directory: Directory) -> None:
        self._audit, self._directory = audit, directory

    @property
    def audit(self) -> Audit:
        """As it would stand."""
        return self._audit

    def next(self) -> datetime | None:
        """When time alone will next make something true; None once it is over."""
        return next_moment(self._audit)

    def notice(self, now: datetime) -> list[Coming]:
        """All that time has made true by now. `now` never falls from one call to the next."""
        coming: list[Coming] = []
        while page := tick(self._audit, now):
            coming += self.take(page)
        return coming

    def take(self, events: list[e.AnyEvent]) -> list[Coming]:
        """Events decided for the audit as it stands become a page of its log."""
        told = [Coming(event, tuple(notices)) for event, notices in address(events, self._directory)]
        self._audit = fold(self._audit, events) or self._audit
        for one in told:
            self._audit = hear(self._audit, one.event)
        return told
