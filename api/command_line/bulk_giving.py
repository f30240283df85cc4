"""Giving what a file holds: audits side by side, the commands of one audit in the order of their rows."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from api.command_line.bulk_desk import BulkDesk
from api.command_line.bulk_rows import Unread, Wanted
from api.dozens import dozens
from api.errors import BadInput, DoorError, NoSuchAudit, NotKnown, OtherCommand, Place, Refused
from domain.errors import Refusal
from workflows.messages import Receipt

DONE, ALREADY, REFUSED, UNREAD, NOT_TRIED = "done", "already done", "refused", "cannot be read", "not tried"
NOT_KNOWN, READY = "not known", "can be given"
FAILED = (REFUSED, UNREAD, NOT_KNOWN, NOT_TRIED)
_LOST = "Its answer was lost: give the file again, and it happens once at most."
_OWN_FAULT = (Refused, Refusal, BadInput, NoSuchAudit, OtherCommand)
"""What one row alone is refused for; anything else would befall the next one too."""


class Result(NamedTuple):
    """What became of one row, and why, unless it was done."""

    place: Place
    audit_id: str
    name: str
    action: str
    outcome: str
    because: str = ""
    command_id: str = ""
    receipt: Receipt | None = None


class Stopped(NamedTuple):
    """What became of every row, in their order; and what stopped the work, if anything did."""

    results: list[Result]
    error: DoorError | None


async def give_all(desk: BulkDesk, rows: Sequence[Wanted | Unread], progress: Callable[[int, int], None]) -> Stopped:
    """Gives every command there is; `progress` hears how many of how many audits are through.

    The first error that is not a row's own stops the work: what is on its way is waited for, and what was not tried is
    said to be so.
    """
    round_ = _Round(desk)
    await dozens([partial(round_.give_in_turn, one) for one in _by_audit(rows)], progress)
    return Stopped([round_.results.get(one.place) or _without_trying(one, NOT_TRIED) for one in rows], round_.error)


class _Round:
    """One time through a file."""

    def __init__(self, desk: BulkDesk) -> None:
        self._desk = desk
        self.results: dict[Place, Result] = {}
        self.error: DoorError | None = None

    async def give_in_turn(self, rows: Sequence[Wanted]) -> None:
        for one in rows:
            if self.error:
                return
            try:
                self.results[one.place] = await self._give(one)
            except NotKnown as error:
                self.results[one.place] = _result(one, NOT_KNOWN, _LOST)
                self.error = self.error or error
            except DoorError as error:
                self.error = self.error or error

    async def _give(self, one: Wanted) -> Result:
        try:
            given = await self._desk.give(one.audit_id, one.order)
        except _OWN_FAULT as refusal:
            return _result(one, REFUSED, str(refusal))
        return _result(one, ALREADY if given.was_given else DONE, receipt=given.receipt)


def rehearsed(rows: Sequence[Wanted | Unread]) -> list[Result]:
    """The same rows, nothing of them given."""
    return [_without_trying(one, READY) for one in rows]


def _by_audit(rows: Sequence[Wanted | Unread]) -> list[list[Wanted]]:
    by_audit: dict[str, list[Wanted]] = {}
    for one in rows:
        if isinstance(one, Wanted):
            by_audit.setdefault(one.audit_id, []).append(one)
    return [*by_audit.values()]


def _result(one: Wanted, outcome: str, because: str = "", receipt: Receipt | None = None) -> Result:
    action = str(one.order.fields.get("action_id", ""))
    return Result(one.place, one.audit_id, one.name, action, outcome, because, one.order.command_id, receipt)


def _without_trying(one: Wanted | Unread, outcome: str) -> Result:
    if isinstance(one, Wanted):
        return _result(one, outcome)
    return Result(one.place, one.audit_id, one.name, one.action, UNREAD, one.sentence)
