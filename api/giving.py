"""Giving a command: its words are kept first, then the engine is asked, and the log has the answer."""

from datetime import datetime

from api.answers import first_answer
from api.drafts import stand_in
from api.engine import Engine
from api.errors import NoSuchAudit
from api.orders import Order, command_of, words_of
from api.record import Record
from domain.values import AuditId
from workflows.messages import Receipt


class Giving:
    """The one way in which orders become commands."""

    def __init__(self, engine: Engine, record: Record) -> None:
        self._engine, self._record = engine, record

    async def give(self, audit_id: AuditId, order: Order, now: datetime) -> Receipt:
        """Its receipt, the first one if the order was given before; raises what `Engine.act` does, or BadInput."""
        given = command_of(order, stand_in)
        if answer := await first_answer(self._record, audit_id, given):
            return answer
        if not await self._record.logged([audit_id]):
            raise NoSuchAudit(audit_id)
        kept = await self._record.keep_texts(audit_id, words_of(order), now)
        return await self._engine.act(audit_id, command_of(order, kept.__getitem__))
