"""Many commands given through the API, each in a request of its own."""

from itertools import count

from typing_extensions import override

from api.command_line.afar_paths import command_of
from api.command_line.bulk_desk import BulkDesk, Given
from api.command_line.caller import Caller
from api.command_line.calling import Line, Sent
from api.errors import NotKnown
from api.orders import Order
from domain.values import AuditId
from workflows.messages import Receipt


class Afar(BulkDesk):
    """As whoever is signed in."""

    def __init__(self, line: Line) -> None:
        self._line, self._caller = line, Caller(line)

    @override
    async def give(self, audit_id: AuditId, order: Order) -> Given:
        """The API keeps a refusal under its key for good.

        What was refused has not happened under that key and never will, so the next key is free: the walk over them
        ends at the one under which it was done, or at one that nobody used.
        """
        await self._caller.check(order.by)
        path, said = command_of(audit_id, order)
        for number in count(1):
            key = order.command_id if number == 1 else f"{order.command_id}.{number}"
            again = await self._line.post_again(path, Sent(said, key, NotKnown(key)), Receipt)
            if again.answer:
                return Given(again.answer, again.was_said)
            if again.refusal and not again.was_said:
                raise again.refusal
        raise AssertionError  # counting never ends
