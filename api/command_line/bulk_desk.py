"""The desk at which many commands are given: one that was given before gets its first answer."""

from typing import NamedTuple, Protocol

from api.orders import Order
from domain.values import AuditId
from workflows.messages import Receipt


class Given(NamedTuple):
    """What came of an order, and whether that was so before."""

    receipt: Receipt
    was_given: bool


class BulkDesk(Protocol):
    """One way of giving."""

    async def give(self, audit_id: AuditId, order: Order) -> Given:
        """Gives an order that may have been given before; one that was refused then is tried anew.

        Raises what `Desk.give` does.
        """
        ...
