"""One audit lived from its start by the rules and by simulated people, without an engine."""

from collections.abc import Iterator
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

from domain import commands as c
from domain import events as e
from domain.ahead import Ahead, Coming
from domain.audit import Audit
from domain.behaviour import Behaviour
from domain.chance import Chance
from domain.decide import decide
from domain.errors import Refusal
from domain.simulated_commands import Asked, Council, command_of
from domain.simulated_people import Intent, SimulatedPeople
from domain.values import AuditId

MOST = 20_000
"""Events of one audit: more come only where rules count in seconds and people in days."""


class TooMuchHappens(ValueError):
    """The rules and the behaviour do not fit: one counts in seconds, the other in days."""

    def __init__(self, audit_id: AuditId, most: int) -> None:
        super().__init__(
            f"Audit {audit_id} would make more than {most:,} events: "
            "simulate to an earlier day, or assume a behaviour that counts as its policy does."
        )


class Assumed(NamedTuple):
    """What a simulation assumes, and how far it goes."""

    behaviour: Behaviour
    seed: int
    until: datetime
    most: int = MOST


class Lived(NamedTuple):
    """How an audit ended up, and all that happened on the way."""

    audit: Audit
    coming: tuple[Coming, ...]
    refused: int = 0
    """What people meant to do and the rules did not allow."""


def live(opening: c.Opening, began_at: datetime, council: Council, assumed: Assumed) -> Lived:
    """The audit from its start; what is known to have been judged later is judged when it was.

    Raises a `Refusal` if it cannot start so, TooMuchHappens.
    """
    life = _Life(opening, began_at, council, assumed)
    coming = tuple(life.live())
    return Lived(life.audit, coming, life.refused)


class _Life:
    def __init__(self, opening: c.Opening, began_at: datetime, council: Council, assumed: Assumed) -> None:
        start = opening.start
        self._assumed, self._council = assumed, council
        self._chance = Chance(assumed.seed, start.audit_id)
        self._people = SimulatedPeople(assumed.behaviour, self._chance)
        self._agenda: list[tuple[datetime, int, Intent | c.LaterCommand]] = []
        self._numbers = 0
        self._first = decide(None, start, began_at)
        self._ahead = Ahead(None, council.directory)
        self.refused = 0
        for sent in opening.past:
            self._put(sent.at or began_at, sent.command)

    @property
    def audit(self) -> Audit:
        return self._ahead.audit

    def live(self) -> Iterator[Coming]:
        yield from self._heard(self._ahead.take(self._first))
        seen = len(self._first)
        while (at := self._next()) is not None and at <= self._assumed.until:
            came = self._happens(at)
            seen += len(came)
            if seen > self._assumed.most:
                raise TooMuchHappens(self.audit.audit_id, self._assumed.most)
            yield from came

    def _next(self) -> datetime | None:
        """Time comes first: what is due at the instant of a command is written before it."""
        moments = [one for one in (self._ahead.next(), self._agenda[0][0] if self._agenda else None) if one]
        return min(moments, default=None)

    def _happens(self, at: datetime) -> list[Coming]:
        if came := self._heard(self._ahead.notice(at)):
            return came
        _, _, meant = heappop(self._agenda)
        return self._heard(self._given(meant, at))

    def _given(self, meant: Intent | c.LaterCommand, now: datetime) -> list[Coming]:
        command = self._command(meant, now) if isinstance(meant, Intent) else meant
        if command is None or self.audit.is_over:
            return []
        try:
            return self._ahead.take(decide(self.audit, command, now))
        except Refusal:
            self.refused += 1
            return []

    def _command(self, intent: Intent, now: datetime) -> c.Command | None:
        self._numbers += 1
        asked = Asked(self.audit, self._people, self._council, self._chance, now)
        return command_of(intent, asked, f"simulated-{self._numbers}")

    def _heard(self, came: list[Coming]) -> list[Coming]:
        events: list[e.AnyEvent] = [one.event for one in came]
        for intent in self._people.hear(self.audit, events) if events else ():
            self._put(intent.at, intent)
        return came

    def _put(self, at: datetime, meant: Intent | c.LaterCommand) -> None:
        self._numbers += 1
        heappush(self._agenda, (at, self._numbers, meant))
