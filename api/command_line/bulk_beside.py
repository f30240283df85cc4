"""Many commands given beside the engine."""

from collections.abc import Callable
from datetime import datetime

from typing_extensions import override

from api.command_line.bulk_desk import BulkDesk, Given
from api.command_line.doors import Doors
from api.giving import Giving
from api.orders import Order
from api.record import Record
from domain.values import AuditId


class Beside(BulkDesk):
    """On the machine of the record, through one connection to the engine."""

    def __init__(self, record: Record, giving: Giving, clock: Callable[[], datetime]) -> None:
        self._record, self._giving, self._clock = record, giving, clock

    @classmethod
    async def at(cls, doors: Doors) -> "Beside":
        """Raises TemporalUnreachable."""
        giving = Giving(await doors.engine(), doors.record, doors.policies)
        return cls(doors.record, giving, doors.surroundings.clock)

    @override
    async def give(self, audit_id: AuditId, order: Order) -> Given:
        before = await self._record.answer(audit_id, order.command_id)
        return Given(await self._giving.give(audit_id, order, self._clock()), before is not None)
