"""The driver: looks at the sample audits, round by round, and gives the commands that their people would give now."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import structlog

from api.errors import DoorError
from api.forms import AuditForm
from api.orders import Order
from domain.audit import Audit, AuditStatus
from domain.directory import Directory
from samples.script import Script, has_ended
from samples.stage import Sight, Stage
from samples.wishes import wishes

AT_ONCE = 8
"""Audits that are commanded side by side."""
LOOKED_AT_AGAIN = frozenset({AuditStatus.CHECKING, AuditStatus.CLOSED})
log = structlog.get_logger()


class Round(NamedTuple):
    """One round: what was seen before it, and how many commands were given in it."""

    seen: Sight
    given: int
    is_over: bool


class Driver:
    """Plays the people of the sample audits. It keeps nothing: what it does next, it sees in the audits."""

    def __init__(self, stage: Stage, script: Script, forms: Sequence[AuditForm]) -> None:
        self._stage, self._script = stage, script
        self._forms = {form.audit_id: form for form in forms}
        self._side_by_side = asyncio.Semaphore(AT_ONCE)

    async def round(self) -> Round:
        """Looks once, then starts and commands what can be started and commanded now."""
        directory, seen = await self._stage.directory(), await self.look()
        if missing := to_start(self._forms.values(), seen.audits):
            await self._stage.start(missing)
        given = await asyncio.gather(*(self._play(audit, directory, seen) for audit in seen.audits.values()))
        return Round(seen, sum(given), is_over=played_out(self._forms, seen.audits, self._script))

    async def look(self) -> Sight:
        """How the audits of the script stand now."""
        return await self._stage.look(self._forms.keys())

    async def _play(self, audit: Audit, directory: Directory, seen: Sight) -> int:
        wanted = wishes(audit, self._script.of(audit.audit_id), directory, seen.audits)
        if not wanted:
            return 0
        async with self._side_by_side:
            return sum([await self._give(audit.audit_id, one) for one in wanted])

    async def _give(self, audit_id: str, order: Order) -> int:
        try:
            await self._stage.give(audit_id, order)
        except DoorError as error:
            # Time may have moved the audit on since it was looked at: the next round sees what is to be done now.
            log.info("demo_command_not_taken", command_id=order.command_id, reason=type(error).__name__)
            return 0
        return 1


def to_start(forms: Iterable[AuditForm], audits: dict[str, Audit]) -> list[AuditForm]:
    """Audits not there yet; a re-audit waits until the audit it looks at again is being checked, or closed."""
    missing = (form for form in forms if form.audit_id not in audits)
    return [form for form in missing if form.re_audit_of is None or _is_looked_at(audits.get(form.re_audit_of))]


def _is_looked_at(first: Audit | None) -> bool:
    return first is not None and first.status in LOOKED_AT_AGAIN


def played_out(forms: Iterable[str], audits: dict[str, Audit], script: Script) -> bool:
    """Has every audit been started and come to its planned end?"""
    return all(each in audits and has_ended(audits[each], script.of(each)) for each in forms)
