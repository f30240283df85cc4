"""How a message gets to an audit's workflow: repeated under its own id until somebody can say what became of it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NamedTuple, TypeVar

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from api.errors import NotKnown, NotReachable, NoWorker, Refused
from domain.commands import Sent
from domain.values import AuditId, Key
from workflows.addresses import workflow_id
from workflows.audit_workflow import AuditWorkflow
from workflows.messages import Receipt

Answer = TypeVar("Answer")
Ask = Callable[[AuditId, Key], Awaitable[Receipt | None]]
"""Asks the log for a command's answer; where there is none, sees to it that the audit's workflow runs."""

Begin = Callable[[], WithStartWorkflowOperation[AuditWorkflow, str]]
"""How a workflow is started that has ended; asked for anew with each try."""

PASSING = frozenset({RPCStatusCode.UNAVAILABLE, RPCStatusCode.RESOURCE_EXHAUSTED, RPCStatusCode.DEADLINE_EXCEEDED,
                     RPCStatusCode.CANCELLED, RPCStatusCode.UNKNOWN, RPCStatusCode.ABORTED})  # fmt: skip
"""Answers of a server that may answer better a little later."""
LOST = "AcceptedUpdateCompletedWorkflow"
"""What the server calls a command whose run ended before it was answered."""


class Patience(NamedTuple):
    """How long each try may take, how many there are, and the first pause between two, which doubles."""

    one_try: timedelta = timedelta(seconds=10)
    tries: int = 5
    pause: timedelta = timedelta(milliseconds=500)

    def pauses(self) -> list[float]:
        """Seconds before each try, none before the first."""
        return [0.0, *(self.pause.total_seconds() * 2**n for n in range(self.tries - 1))]


class Sending:
    """One way to the workflows."""

    def __init__(self, client: Client, patience: Patience) -> None:
        self._client, self._patience = client, patience

    async def deliver(self, audit_id: AuditId, sent: Sent, ask: Ask, begin: Begin | None = None) -> Receipt:
        """The receipt of a command; raises Refused, or NotKnown after the last try.

        With `begin` the workflow is started by the same message unless it runs.
        """
        command_id = sent.command.command_id
        for pause in self._patience.pauses():
            await asyncio.sleep(pause)
            try:
                return await self._deliver_once(audit_id, sent, begin)
            except _Lost as lost:
                if lost.has_no_workflow and (answer := await ask(audit_id, command_id)):
                    return answer
        if answer := await ask(audit_id, command_id):
            return answer
        raise NotKnown(command_id)

    async def nudge(self, audit_id: AuditId) -> None:
        """Signals a workflow to try again at once; raises NotReachable."""
        handle = self._client.get_workflow_handle(workflow_id(audit_id))
        await self.patiently(lambda: handle.signal(AuditWorkflow.nudge, rpc_timeout=self._patience.one_try))

    async def begin(self, start: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a start that waits until it is recorded; raises Refused, NotReachable, or NoWorker."""

        async def once() -> Answer:
            try:
                async with asyncio.timeout(self._patience.one_try.total_seconds()):
                    return await start()
            except WorkflowUpdateFailedError as error:
                refusal = _refusal(error)
                raise NoWorker(1) if isinstance(refusal, _Lost) else refusal from None
            except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
                raise NoWorker(1) from None

        return await self.patiently(once)

    async def patiently(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to a call that may be repeated; raises NotReachable after the last try."""
        for pause in self._patience.pauses():
            await asyncio.sleep(pause)
            try:
                return await call()
            except RPCError as error:
                if error.status not in PASSING:
                    raise
        raise NotReachable("The Temporal server")

    async def _deliver_once(self, audit_id: AuditId, sent: Sent, begin: Begin | None) -> Receipt:
        handle = self._client.get_workflow_handle_for(AuditWorkflow.run, workflow_id(audit_id))
        try:
            # A client's own limit does not bound the wait for an update's answer.
            async with asyncio.timeout(self._patience.one_try.total_seconds()):
                command_id = sent.command.command_id
                if begin is None:
                    return await handle.execute_update(AuditWorkflow.act, sent, id=command_id)
                return await self._client.execute_update_with_start_workflow(
                    AuditWorkflow.act, sent, start_workflow_operation=begin(), id=command_id
                )
        except WorkflowUpdateFailedError as error:
            raise _refusal(error) from None
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            raise _Lost from None
        except RPCError as error:
            raise _loss(error) from None


class _Lost(Exception):
    """A try without an answer."""

    has_no_workflow = False


class _NoWorkflow(_Lost):
    has_no_workflow = True


def _refusal(error: WorkflowUpdateFailedError) -> Exception:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.type == LOST:
        return _NoWorkflow()
    code = (isinstance(cause, ApplicationError) and cause.type) or "Failed"
    sentence = cause.message if isinstance(cause, ApplicationError) else str(cause)
    return Refused(code, sentence)


def _loss(error: RPCError) -> Exception:
    if error.status is RPCStatusCode.NOT_FOUND:
        return _NoWorkflow()
    return _Lost() if error.status in PASSING else error
