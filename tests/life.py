"""An audit as it is lived in tests: commands and time, each page of events recorded before the next."""

from datetime import datetime, timedelta
from typing import Any

from domain import commands as c
from domain import events as e
from domain.audit import Action, Audit
from domain.decide import decide
from domain.directory import Directory, standing
from domain.evolve import evolve, fold
from domain.moderation_authority import owner_below
from domain.moments import next_moment
from domain.notices import address
from domain.tick import tick
from domain.told import hear
from tests.builders import MONDAY, a_command, a_directory, a_start


class Life:
    """One audit, its log, the notices it asked for, and the time on its clock."""

    def __init__(
        self, start: c.FirstCommand | None = None, directory: Directory | None = None, at: datetime = MONDAY
    ) -> None:
        self.directory = directory or a_directory()
        self.log: list[e.AnyEvent] = []
        self.pending: list[e.AnyEvent] = []
        """Decided and not yet recorded, so nobody knows who was told."""
        self.retold: Audit | None = None
        """What the log alone makes of it."""
        self.is_recording = True
        self.sent: list[tuple[str, str]] = []
        """Notice and person, in order."""
        self.now = at
        self._audit: Audit | None = None
        self._add(decide(None, start or a_start(), at))

    @property
    def audit(self) -> Audit:
        assert self._audit
        return self._audit

    @property
    def action(self) -> Action:
        return self.audit.actions["a-1"]

    def kinds(self, *kinds: str) -> list[str]:
        """The kinds of events so far, or which of these there were, in order."""
        return [event.kind for event in self.log if not kinds or event.kind in kinds]

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.log if isinstance(event, kind)]

    def wait(self, until: datetime | timedelta) -> "Life":
        """Time passes and the timer rings promptly at each moment."""
        end = self.now + until if isinstance(until, timedelta) else until
        while (moment := next_moment(self.audit)) and moment <= end:
            self.now = max(moment, self.now)
            self.notice()
        self.now = end
        return self

    def sleep(self, until: datetime) -> "Life":
        """The engine is down until then, and only then notices."""
        self.now = until
        return self.notice()

    def notice(self) -> "Life":
        while events := tick(self.audit, self.now):
            self._add(events)
        return self

    def give(self, kind: type[c.Command], by: str, **fields: Any) -> list[e.AnyEvent]:
        """The command is given now, with the standing that the directory knows."""
        return self.send(a_command(kind, by, **fields))

    def send(self, command: c.Command) -> list[e.AnyEvent]:
        self.notice()
        action = self.audit.actions.get(getattr(command, "action_id", ""))
        known = standing(
            self.directory,
            command.by,
            action.owner if action else owner_below(self.directory, self.audit, command),
            self.now,
        )
        return self._add(decide(self.audit, command.model_copy(update={"standing": known}), self.now))

    def record(self) -> "Life":
        """What is pending becomes one page of the log, and who was told becomes known."""
        page, self.pending = self.pending, []
        for event, notices in address(page, self.directory):
            self._audit = hear(self.audit, event)
            self.log.append(event)
            self.retold = evolve(self.retold, event)
            self.sent += [(one.notice, one.person.person) for one in notices]
        return self

    def _add(self, events: list[e.AnyEvent]) -> list[e.AnyEvent]:
        self._audit = fold(self._audit, events)
        self.pending += events
        if self.is_recording:
            self.record()
        return events
