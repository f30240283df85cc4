"""Many commands given beside the engine."""

from typing_extensions import override

from api.command_line.bulk_desk import BulkDesk, Given
from api.command_line.doors import Doors
from api.giving import Giving
from api.orders import Order
from domain.values import AuditId


class Beside(BulkDesk):
    """On the machine of the record, through one connection to the engine."""

    def __init__(self, doors: Doors, giving: Giving) -> None:
        self._record, self._clock, self._giving = doors.record, doors.surroundings.clock, giving

    @classmethod
    async def at(cls, doors: Doors) -> "Beside":
        """Raises TemporalUnreachable."""
        return cls(doors, Giving(await doors.engine(), doors.record, doors.policies))

    @override
    async def give(self, audit_id: AuditId, order: Order) -> Given:
        before = await self._record.answer(audit_id, order.command_id)
        return Given(await self._giving.give(audit_id, order, self._clock()), before is not None)
