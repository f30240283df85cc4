"""Every effect a workflow may ask for, on one page."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pydantic import Field
from temporalio import activity

from domain.chain import Head
from domain.event import Told
from domain.events import AnyEvent
from domain.months import Month
from domain.values import AuditId, Key, Percent, Value

UNRECORDABLE = "Unrecordable"
"""The failure type of a page that no further try will record: its batch waits for an operator."""


class Page(Value):
    """New events of one audit, in order, and the end of the log they follow."""

    audit_id: AuditId
    head: Head
    events: tuple[AnyEvent, ...]
    requests: dict[Key, Key] = Field(default_factory=dict)
    """With which request each command came, of those that came with one: beside the events, never hashed with them."""


class Recorded(Value):
    """The end of the log after a page, and who was told of its events by `seq`.

    Where the log did not end at the page's head nothing was written: `missed` are the events that follow that head in
    the log (a part of them, if `is_partial`), and `head` is their end.
    """

    head: Head
    told: dict[int, Told] = Field(default_factory=dict)
    missed: tuple[AnyEvent, ...] = ()
    is_partial: bool = False


class Alarm(Value):
    """Something about an audit that an operator must look at."""

    audit_id: AuditId
    seq: int
    what: str
    detail: str
    at: datetime


class Draw(Value):
    """An audit that may be drawn for moderation, and how many in a hundred are."""

    audit_id: AuditId
    share: Percent


class Drawn(Value):
    """What a draw came to: for one audit and one secret always the same."""

    is_drawn: bool


class Effects(ABC):
    """What the world can be asked to do. Each effect may be asked for twice and happens once."""

    @abstractmethod
    @activity.defn
    async def record(self, page: Page) -> Recorded:
        """Appends a page to the log, brings the tables up to date, puts its notices into the outbox: all or nothing."""

    @abstractmethod
    @activity.defn
    async def alarm(self, alarm: Alarm) -> None:
        """Shows operators that an audit is stuck; once for each event it is stuck at."""

    @abstractmethod
    @activity.defn
    async def draw_moderation(self, draw: Draw) -> Drawn:
        """Draws by the council's secret, which stays where this is done."""


class MonthWanted(Value):
    """A month to be drawn: by the rules of this version of a framework (None: the newest that is kept)."""

    month: Month
    framework: Key
    version: int | None = None
    seed: str | None = None
    by: Key


class MonthDrawn(Value):
    """A month that is drawn, and how many audits it has."""

    month: Month
    digest: str
    audits: int


class Batch(Value):
    """The next of a month's audits: `most` of them after the first so many."""

    month: Month
    after: int
    most: int


class Begun(Value):
    """What became of a batch: how many audits it was, and why some could not begin, each in a sentence."""

    audits: int
    refused: tuple[str, ...] = ()


class MonthStopped(Value):
    """A month that does not go on, and why."""

    month: Month
    detail: str
    at: datetime


class ProgrammeEffects(ABC):
    """What the programme asks of the world. Each effect may be asked for twice and happens once."""

    @abstractmethod
    @activity.defn
    async def draw(self, wanted: MonthWanted) -> MonthDrawn:
        """Draws the month and keeps the draw with its inputs; a month drawn before is read."""

    @abstractmethod
    @activity.defn
    async def plan(self, batch: Batch) -> Begun:
        """Starts these audits, those that are there already left as they are."""

    @abstractmethod
    @activity.defn
    async def sound(self, stopped: MonthStopped) -> None:
        """Shows operators that a month does not go on: one alarm for each month, with what was wrong last."""

    @abstractmethod
    @activity.defn
    async def silence(self, done: MonthDrawn) -> None:
        """Puts the month's alarm away: all its audits are begun."""

    @property
    def all(self) -> Sequence[Callable[..., Any]]:
        """Each of them, for a worker."""
        return self.draw, self.plan, self.sound, self.silence
