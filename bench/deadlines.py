"""Audits that only wait: their dates run from one moment just past, so that whole fleets are late at one instant."""

from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from bench.scene import LINE, a_start
from domain import commands as c
from domain.audit import Audit
from domain.decide import decide
from domain.durations import Duration
from domain.evolve import fold
from domain.ladder import Ladder, LadderStep
from domain.moments import next_moment, wake_at


class Deadlines(NamedTuple):
    """A due date `first` seconds after `since`, then steps `apart`, each spread over `spread` seconds."""

    since: datetime
    first: int
    apart: int
    rounds: int
    spread: int
    findings: int = 1

    @property
    def moments(self) -> list[datetime]:
        """When everything is late, and when each step is due."""
        return [self.since + timedelta(seconds=self.first + n * self.apart) for n in range(self.rounds)]


def waiting(audit_id: str, deadlines: Deadlines) -> c.Opening:
    """The opening of an audit that waits for these deadlines."""
    start = a_start(audit_id, findings=deadlines.findings)
    steps = tuple(LadderStep(after=_seconds(deadlines.apart * n), role=role) for n, role in enumerate(LINE[1:], 1))
    changed = {
        "spread": _seconds(deadlines.spread),
        "reminders": (),
        "timescale": start.rules.timescale.model_copy(update={"actions": _seconds(deadlines.first)}),
        "action_ladder": Ladder(steps=steps, every=Duration(1, "h")),
    }
    rules = start.rules.model_copy(update=changed)
    return c.Opening(start=start.model_copy(update={"rules": rules}), since=deadlines.since)


def lateness(audit_id: str, deadlines: Deadlines) -> timedelta:
    """How long after a moment of this audit the engine means to wake: its own share of the spread."""
    audit = _any(deadlines).model_copy(update={"audit_id": audit_id})
    wake, moment = wake_at(audit), next_moment(audit)
    if wake is None or moment is None:
        raise LookupError("an audit that waits has a next moment")
    return wake - moment


@cache
def _any(deadlines: Deadlines) -> Audit:
    opened = fold(None, decide(None, waiting("any", deadlines).start, deadlines.since))
    if opened is None:
        raise LookupError("an opened audit has events")
    return opened


def _seconds(amount: int) -> Duration:
    return Duration(amount, "s")
