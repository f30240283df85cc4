"""From one open audit to the next, a dozen at a time: each is told that it counts by another calendar."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from api.dozens import dozens
from api.engine import Engine
from api.errors import DoorError, NotKnown, Refused
from domain.calendar_moves import Move
from domain.commands import UpdateCalendar
from domain.values import AuditId

Progress = Callable[[str, int, int | None], None]
OVERTAKEN = ("AuditOver", "SameCalendar")
"""Of many audits, one may end, or follow by another's hand, while the others are moved."""


class Found(NamedTuple):
    """What an audit is told, and what that moves."""

    command: UpdateCalendar
    moves: list[Move]

    @property
    def dates(self) -> int:
        """How many moves its log will say."""
        return sum(not one.is_step for one in self.moves)


class Moved(NamedTuple):
    """What became of a change: audits that follow it now, the dates that moved, and the audits that did not answer."""

    audits: int
    dates: int
    silent: list[AuditId]


class Halted(DoorError):
    """Something ended the work in the middle; what is done is done."""

    def __init__(self, moved: int, left: int, why: str) -> None:
        so_far = f"{moved} audits were moved, and about {left} are left"
        super().__init__(f"{so_far}: give the same command again, and it goes on with those. {why}")


class Tour:
    """How far one change has come."""

    def __init__(self, engine: Engine, progress: Progress) -> None:
        self._engine, self._progress = engine, progress
        self._asked: set[AuditId] = set()
        self._heard, self._total = 0, 0
        self.moved = Moved(0, 0, [])

    def untried(self, audits: Sequence[AuditId]) -> list[AuditId]:
        """Those that were not asked yet, and are to be asked now."""
        left = [one for one in audits if one not in self._asked]
        self._asked |= {*left}
        self._total = self._heard + len(left)
        return left

    async def visit(self, found: Mapping[AuditId, Found]) -> None:
        """Tells each of a batch; raises Halted once nobody answers."""
        try:
            await dozens([partial(self._tell, key, one) for key, one in found.items()])
        except DoorError as error:
            raise Halted(self.moved.audits, self._total - self._heard, str(error)) from None

    async def _tell(self, audit_id: AuditId, found: Found) -> None:
        try:
            await self._engine.act(audit_id, found.command)
        except NotKnown:
            self.moved.silent.append(audit_id)
        except Refused as refused:
            if refused.code not in OVERTAKEN:
                raise
        else:
            audits, dates, silent = self.moved
            self.moved = Moved(audits + 1, dates + found.dates, silent)
        self._heard += 1
        self._progress("Moving", self._heard, self._total)
