"""Starting audits and giving commands: each happens once at most, because the log says so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from api.answers import first_answer
from api.errors import NoSuchAudit, PersonHasLeft, Refused, UnknownPerson
from api.record import Record
from api.sending import Patience, Sending
from domain import commands as c
from domain.audit import Audit
from domain.decide import decide
from domain.directory import Directory, standing
from domain.errors import AuditOver, Refusal
from domain.moderation_authority import owner_below
from domain.values import AuditId, Key
from workflows.addresses import TASK_QUEUE, workflow_id
from workflows.attributes import Known, start_attributes
from workflows.audit_workflow import AuditWorkflow
from workflows.details import summary
from workflows.messages import Beginning, Carried, Receipt

RPC = timedelta(seconds=10)
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Started(NamedTuple):
    """An audit that runs, or has run; `was_there` says that the log knew it before."""

    audit_id: AuditId
    was_there: bool


class Engine:
    """The sender that the command line and every other door use."""

    def __init__(
        self, client: Client, record: Record, patience: Patience, *, queue: str = TASK_QUEUE, clock: Clock = _now
    ) -> None:
        """Audits are started on `queue`, where the workers listen; `clock` says who is away when a command is given."""
        self._client, self._record, self._queue, self._clock = client, record, queue, clock
        self._sending = Sending(client, patience)

    async def start(self, opening: c.Opening) -> Started:
        """Starts an audit unless the log has it, or resumes it; its texts must have been kept. Raises NotReachable."""
        audit_id = opening.start.audit_id
        was_there = await self.resume(audit_id)
        if not was_there:
            await self._begin(Beginning(opening=opening), opening.start)
        return Started(audit_id, was_there)

    async def start_and_hear(self, opening: c.Opening) -> Started:
        """The same, and waits in the same message until the log holds its start.

        Raises NotReachable, NoWorker, or Refused when the start came to be refused on the way.
        """
        audit_id = opening.start.audit_id
        was_there = await self.resume(audit_id)
        if not was_there:
            await self._sending.begin(lambda: self._hear(Beginning(opening=opening), opening.start))
        return Started(audit_id, was_there)

    async def resume(self, audit_id: AuditId) -> bool:
        """Lets an audit that is open in the log go on if its workflow is gone; False when the log has no such audit."""
        logged = await self._record.carried(audit_id)
        if logged and not logged.audit.is_over:
            await self._go_on(logged)
        return logged is not None

    async def act(self, audit_id: AuditId, command: c.LaterCommand, *, request_id: Key | None = None) -> Receipt:
        """Gives a command and waits until the log holds it; the same command id again gets its first answer.

        Raises NoSuchAudit, Refused, OtherCommand, or NotKnown when nobody can say whether it happened.
        """
        answer = await first_answer(self._record, audit_id, command)
        return answer or await self.send(audit_id, command, request_id=request_id)

    async def send(self, audit_id: AuditId, command: c.LaterCommand, *, request_id: Key | None = None) -> Receipt:
        """The same, of a command that the log does not have."""
        logged = await self._logged(audit_id)
        try:
            sent = c.Sent(command=await self._with_standing(logged.audit, command), request_id=request_id)
        except Refusal as refusal:
            raise Refused(refusal.code, str(refusal)) from None
        if logged.audit.is_over:
            return await self._reopen(logged, sent)
        return await self._sending.deliver(audit_id, sent, self._again)

    async def _reopen(self, logged: Carried, sent: c.Sent) -> Receipt:
        """Its workflow has ended: it begins again from the log, with the command in the same message."""
        try:
            decide(logged.audit, sent.command, self._clock())
        except Refusal as refusal:
            raise Refused(refusal.code, str(refusal)) from None
        audit = logged.audit

        def begin() -> WithStartWorkflowOperation[AuditWorkflow, str]:
            return WithStartWorkflowOperation(AuditWorkflow.run, Beginning(carried=logged), **self._terms(audit))

        return await self._sending.deliver(audit.audit_id, sent, self._record.answer, begin)

    async def nudge(self, audit_id: AuditId) -> None:
        """Makes a stuck audit try again at once; one whose workflow is gone goes on from the log."""
        logged = await self._logged(audit_id)
        if logged.audit.is_over:
            raise Refused("AuditOver", str(AuditOver(logged.audit.status)))
        await self._go_on(logged)
        await self._sending.nudge(audit_id)

    async def _again(self, audit_id: AuditId, command_id: Key) -> Receipt | None:
        """What the log says after a command got lost: its answer; else the audit goes on from the log, or is over."""
        if answer := await self._record.answer(audit_id, command_id):
            return answer
        logged = await self._logged(audit_id)
        if logged.audit.is_over:
            raise Refused("AuditOver", str(AuditOver(logged.audit.status)))
        await self._go_on(logged)
        return None

    async def _with_standing(self, audit: Audit, command: c.LaterCommand) -> c.LaterCommand:
        if audit.is_over and not isinstance(command, c.Reopen):
            raise AuditOver(audit.status)
        directory = await self._record.directory()
        _check_people(command, directory, self._clock())
        action = audit.actions.get(command.action_id) if isinstance(command, c.OnAction) else None
        known = standing(
            directory, command.by, action.owner if action else owner_below(directory, audit, command), self._clock()
        )
        found: dict[str, object] = {"standing": known}
        if isinstance(command, c.Allocate | c.Reallocate):
            found["auditor_team"] = directory.people[command.auditor].team
        return command.model_copy(update=found)

    async def _logged(self, audit_id: AuditId) -> Carried:
        if logged := await self._record.carried(audit_id):
            return logged
        raise NoSuchAudit(audit_id)

    async def _go_on(self, logged: Carried) -> None:
        await self._begin(Beginning(carried=logged), logged.audit)

    async def _begin(self, beginning: Beginning, start: Known) -> None:
        await self._sending.patiently(
            lambda: self._client.start_workflow(AuditWorkflow.run, beginning, **self._terms(start), rpc_timeout=RPC)
        )

    async def _hear(self, beginning: Beginning, start: Known) -> Receipt:
        operation = WithStartWorkflowOperation(AuditWorkflow.run, beginning, **self._terms(start))
        return await self._client.execute_update_with_start_workflow(
            AuditWorkflow.begun, start_workflow_operation=operation, id=f"{start.audit_id}/begun"
        )

    def _terms(self, start: Known) -> dict[str, Any]:
        """How an audit's workflow is started: its id, so that there is one, and what operators find it by."""
        return {
            "id": workflow_id(start.audit_id),
            "task_queue": self._queue,
            "id_reuse_policy": WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            "id_conflict_policy": WorkflowIDConflictPolicy.USE_EXISTING,
            "static_summary": summary(start),
            "search_attributes": start_attributes(start),
        }


def _check_people(command: c.LaterCommand, directory: Directory, now: datetime) -> None:
    named = {
        "The person who gives the command,": command.by,
        "The owner": getattr(command, "owner", None),
        "The auditor": getattr(command, "auditor", None),
        "The person to hand over to,": getattr(command, "to", None),
    }
    for what, person in named.items():
        if person and person not in directory.people:
            raise UnknownPerson(person, what)
        if person and directory.people[person].has_left(now):
            raise PersonHasLeft(person, what)
