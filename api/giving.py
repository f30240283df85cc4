"""Giving a command: its words are kept first, then the engine is asked, and the log has the answer."""

from datetime import datetime

from api.answers import first_answer
from api.calendars import with_calendar
from api.drafts import stand_in
from api.engine import Engine
from api.errors import NoSuchAudit
from api.operating import Done, Why, noted
from api.orders import Order, command_of, words_of
from api.policies import Policies
from api.record import Record
from api.replanning import Replanning
from domain.commands import Replan, UpdateCalendar
from domain.values import AuditId, TextRef
from workflows.messages import Receipt

OPERATORS = frozenset({"hand_over", "find_again", "replan", "update_calendar"})
"""Commands that operators give too: noted beside what else operators do."""
IN_THE_LOG = "In the audit's story, at event {}."
"""Stands for a command's reason in the operators' list: only in the log can it be erased."""


class Giving:
    """The one way in which orders become commands."""

    def __init__(self, engine: Engine, record: Record, policies: Policies) -> None:
        self._engine, self._record = engine, record
        self._policies = policies
        self._replanning = Replanning(record, policies)

    async def give(self, audit_id: AuditId, order: Order, now: datetime, request_id: str = "") -> Receipt:
        """Its receipt, the first one if the order was given before; raises what `Engine.act` does, or BadInput.

        Its events are recorded, and an operator's order is noted, with the request it came by.
        """
        given = command_of(order, stand_in)
        if answer := await first_answer(self._record, audit_id, given):
            return answer
        order = await self._without_what_stands(audit_id, order)
        kept = await self._kept(audit_id, words_of(order), now)
        command = command_of(order, kept.__getitem__)
        if isinstance(command, Replan):
            command = await self._replanning.with_rules(audit_id, command, now)
        if isinstance(command, UpdateCalendar):
            command = await with_calendar(self._record, self._policies.anew(), audit_id, command)
        receipt = await self._engine.send(audit_id, command, request_id=request_id or None)
        if order.kind in OPERATORS:
            why = Why(order.by, IN_THE_LOG.format(receipt.first), request_id)
            await self._note(audit_id, order.kind, why, (now, {"first": receipt.first, "last": receipt.last}))
        return receipt

    async def _without_what_stands(self, audit_id: AuditId, order: Order) -> Order:
        """An amendment without the words that the framework gave its action: they have no reference to compare."""
        if order.kind != "amend" or not (logged := await self._record.carried(audit_id)):
            return order
        action = logged.audit.actions.get(order.fields.get("action_id") or "")
        stands = [name for name in ("title", "outcome") if action and order.fields.get(name) == getattr(action, name)]
        return order._replace(fields={name: value for name, value in order.fields.items() if name not in stands})

    async def _kept(self, audit_id: AuditId, words: list[str], now: datetime) -> dict[str, TextRef]:
        """The references of these words, which are kept for no audit but one that the log has."""
        if words and not await self._record.logged([audit_id]):
            raise NoSuchAudit(audit_id)
        return await self._record.keep_texts(audit_id, words, now)

    async def _note(self, audit_id: AuditId, verb: str, why: Why, done: Done) -> None:
        async with self._record.database.transaction() as connection:
            await noted(connection, verb, audit_id, why, done)
