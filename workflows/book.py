"""An audit as decided so far, how much of it the log holds, and what still waits to be recorded."""

from datetime import datetime

from activities.interface import Page, Recorded
from domain import events as e
from domain.audit import Audit
from domain.chain import Head, end_of, linked
from domain.commands import Acknowledge, Command, FindAgain, Opening, Replan
from domain.decide import decide
from domain.errors import Refusal
from domain.evolve import fold
from domain.opening import open_audit
from domain.tick import tick
from domain.told import hear
from domain.values import Key
from workflows.messages import Carried, Receipt

TOLD_FIRST = FindAgain | Replan
"""Commands that go by who has been told so far, up to the moment they are given."""
LONGEST_PAGE = 200
"""Most events of one page: an import of years comes in several."""


class HeadDiffers(Exception):
    """The log's end is not the one these rules come to: the rules changed under a running audit. Needs a developer."""


class Book:
    """One audit's open page. Time comes first: whatever is asked, what was due by then is written before it."""

    def __init__(self, opening: Opening | None, carried: Carried | None) -> None:
        self._opening = opening
        self._recorded = carried.audit if carried else None
        self._audit = self._recorded
        self._head = carried.head if carried else Head()
        self._pending: list[e.AnyEvent] = []
        self._is_behind = False
        self._waiting: dict[str, Command] = {}
        self._requests = _request_of_start(opening)
        self._refused: dict[str, Refusal] = {}

    @property
    def audit(self) -> Audit:
        """The audit as decided, recorded or not."""
        if self._audit is None:
            raise LookupError("the audit has not been opened")
        return self._audit

    @property
    def is_opened(self) -> bool:
        """Is all that the log holds known here? Until it answers, nobody knows whether the audit began long ago."""
        return self._recorded is not None and not self._is_behind

    def can_decide(self, command: Command) -> bool:
        """Is enough known here? Whoever was told may answer at once, and who that was only the record tells."""
        return self.is_opened and (self.is_recorded or not isinstance(command, Acknowledge | TOLD_FIRST))

    @property
    def is_recorded(self) -> bool:
        """Is there nothing left to record, and nothing to ask of the log?"""
        return not self._pending and not self._is_behind

    @property
    def head(self) -> Head:
        """The end of the log, as far as it is known here."""
        return self._head

    def open(self, now: datetime) -> None:
        """Writes the audit's first page, unless another run has."""
        if self._audit is None and self._opening:
            self._add(open_audit(self._opening, now))

    def take_time(self, now: datetime) -> None:
        """Writes what time has made true by now."""
        if self._audit:
            self._add(_passed(self._audit, now))

    def check(self, command: Command, now: datetime) -> None:
        """Raises the `Refusal` that this command would meet now; changes nothing."""
        audit = fold(self._audit, _passed(self.audit, now))
        decide(audit, command, now)

    def take(self, command: Command, now: datetime, request_id: Key | None = None) -> None:
        """Writes what a command makes happen; raises its `Refusal`."""
        self._refused.pop(command.command_id, None)  # given again, it is decided again
        self.take_time(now)
        self._add(decide(self._audit, command, now))
        self._waiting[command.command_id] = command
        if request_id:
            self._requests.setdefault(command.command_id, request_id)

    def ask(self) -> None:
        """Has the log asked whether it went on without this run, as it does after a reset: by a page, maybe empty."""
        self._is_behind = True

    def page(self) -> Page:
        """The next page to record; without events it only asks."""
        events = tuple(self._pending[:LONGEST_PAGE])
        commands = {event.command_id for event in events}
        requests = {command: request for command, request in self._requests.items() if command in commands}
        return Page(audit_id=self.audit.audit_id, head=self._head, events=events, requests=requests)

    def settle(self, page: Page, answer: Recorded, now: datetime) -> None:
        """Takes in what became of a page: recorded, or found that the log had gone on without it."""
        if answer.missed:
            self._catch_up(answer, now)
            return
        self._is_behind = False
        told = [event.model_copy(update={"told": answer.told.get(event.seq)}) for event in page.events]
        self._move_on(told, answer.head)
        self._pending = self._pending[len(told) :]
        for event in told:
            self._audit = hear(self.audit, event)
        self._requests = {one: request for one, request in self._requests.items() if self._has_pending(one)}

    def is_answered(self, command_id: str) -> bool:
        """Does the log hold this command's events, or rule it out?"""
        answered = self._recorded is not None and self.is_opened and command_id in self._recorded.answered
        return command_id in self._refused or (answered and not self._has_pending(command_id))

    def receipt(self, command_id: str) -> Receipt | None:
        """The answer to a command once the log holds it; raises its `Refusal` if the log's events ruled it out."""
        if command_id in self._refused:
            raise self._refused[command_id]
        if self._recorded is None or not self.is_answered(command_id):
            return None
        self._waiting.pop(command_id, None)
        answered = self._recorded.answered[command_id]
        return Receipt(command_id=command_id, first=answered.first, last=answered.last)

    def _has_pending(self, command_id: str) -> bool:
        return any(event.command_id == command_id for event in self._pending)

    def carried(self) -> Carried:
        """What the next run needs; everything must be recorded."""
        return Carried(audit=self.audit, head=self._head)

    def _add(self, events: list[e.AnyEvent]) -> None:
        self._audit = fold(self._audit, events)
        self._pending += events

    def _move_on(self, events: list[e.AnyEvent], head: Head) -> None:
        """A page of ours is in the log, whose chain must end where the log says it does."""
        if end_of(self._head, linked(self._head, events)) != head:
            raise HeadDiffers(f"after event {head.seq} the log's digest differs from what the rules now come to")
        self._recorded, self._head = fold(self._recorded, events), head

    def _catch_up(self, answer: Recorded, now: datetime) -> None:
        """The log wins: its events are taken in, and what was not in it is decided again.

        Its chain is not followed here: events of an older shape were hashed as they were written then.
        """
        self._recorded, self._head = fold(self._recorded, answer.missed), answer.head
        self._audit, self._pending, self._is_behind = self._recorded, [], answer.is_partial
        if answer.is_partial:
            return
        for command_id, command in list(self._waiting.items()):
            self._decide_again(command_id, command, now)

    def _decide_again(self, command_id: str, command: Command, now: datetime) -> None:
        try:
            self.take(command, now)
        except Refusal as refusal:
            self._refused[command_id] = refusal
            del self._waiting[command_id]
            self._requests.pop(command_id, None)


def _request_of_start(opening: Opening | None) -> dict[Key, Key]:
    if opening is None or opening.request_id is None:
        return {}
    return {opening.start.command_id: opening.request_id}


def _passed(audit: Audit, now: datetime) -> list[e.AnyEvent]:
    """Everything time has made true by now, however many pages of it an outage has left."""
    events: list[e.AnyEvent] = []
    while more := tick(audit, now):
        audit = fold(audit, more) or audit
        events += more
    return events
