"""What a test of the doors holds in its hands, and what it says to them."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from temporalio.client import Client
from temporalio.service import RPCError

from api.engine import Engine
from api.errors import Place
from api.giving import Giving
from api.openings import Ground
from api.orders import Order
from api.policies import Policies
from api.record import Record
from api.start_files import Handed, draft
from api.starting import Outcome, Starting
from tests.api.council import POLICIES, a_form
from workflows.messages import Receipt


class House(NamedTuple):
    """The doors, and the queue on which a worker may listen."""

    client: Client
    engine: Engine
    record: Record
    starting: Starting
    queue: str

    async def start(self, audit_id: str, **changes: Any) -> Outcome:
        """Hands in one audit under the slow rules, in which nothing happens by itself today."""
        form = a_form(**{"framework": "childrens_social_care", "audit_id": audit_id, **changes})
        ground = Ground(Policies(POLICIES), await self.record.directory(), datetime.now(UTC))
        handed = draft(Handed(Place("audits.jsonl", 1), form), ground, None)
        return await self.starting.start([handed], skip_bad=False, progress=lambda _, __, ___: None)

    async def give(self, audit_id: str, by: str, kind: str, command_id: str | None = None, **fields: Any) -> Receipt:
        """Gives one command."""
        order = Order(command_id or uuid4().hex, by, kind, fields)
        return await Giving(self.engine, self.record, Policies(POLICIES)).give(audit_id, order, datetime.now(UTC))

    async def lose(self, audit_id: str) -> None:
        """Ends the workflow behind the engine's back."""
        await self.client.get_workflow_handle(audit_id).terminate("lost")

    async def end(self) -> None:
        """Ends every workflow of this test."""
        async for one in self.client.list_workflows(f"TaskQueue = '{self.queue}' AND ExecutionStatus = 'Running'"):
            try:
                await self.lose(one.id)
            except RPCError:
                continue  # it ended by itself
