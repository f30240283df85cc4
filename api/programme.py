"""The programme at the doors: a month's draw to look at, and to carry out; its audits are begun as any audit is."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
    ScheduleUpdateInput,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from api.engine import RPC, Engine
from api.errors import NoWorker, Refused
from api.policies import Policies
from api.record import Record
from domain.calendar import local_day
from domain.commands import Opening, PlanAudit
from domain.months import Month
from domain.programme import Draw, DrawnCase
from domain.rules import rules_before_return
from storage import programme
from storage.programme import DrawnMonth
from storage.programme_drawing import NotDrawable, Wish, rehearse
from workflows.addresses import PROGRAMME, TASK_QUEUE, programme_id, start_id
from workflows.messages import Programme
from workflows.programme import ProgrammeWorkflow

Progress = Callable[[str, int, int | None], None]
LOOK_AGAIN = timedelta(milliseconds=200)
UNHEARD_OF = timedelta(seconds=60)
"""How long nothing may happen before we say that no worker is there."""


class Planning:
    """Begins the audit of a drawn case, allocated to its auditor, by the rules that the month was drawn by."""

    def __init__(self, engine: Engine, record: Record, policies: Policies, clock: Callable[[], datetime]) -> None:
        self._engine, self._record, self._policies, self._clock = engine, record, policies, clock

    async def plan(self, drawn: DrawnMonth, case: DrawnCase) -> None:
        """Leaves an audit that is there as it is. Raises NotReachable."""
        if case.audit_id is None or case.auditor is None:
            raise LookupError(case.position)
        framework = await self._record.framework(drawn.framework, drawn.version)
        if framework is None:
            raise LookupError(drawn.framework)
        directory = await self._record.directory()
        auditor = directory.people.get(case.auditor)
        start = PlanAudit(
            command_id=start_id(case.audit_id),
            by=drawn.by,
            audit_id=case.audit_id,
            audit_kind=framework.programme.audit_kind if framework.programme else "case_file",
            subject=case.subject,
            team=case.team,
            auditor=case.auditor,
            auditor_team=auditor.team if auditor else None,
            month=drawn.month,
            rules=rules_before_return(framework, self._policies.calendar(framework, local_day(self._clock()))),
        )
        await self._engine.start(Opening(start=start))


class When(NamedTuple):
    """When in each month it is drawn, by the clocks of a place."""

    day: int = 1
    hour: int = 7
    minute: int = 0
    timezone: str = "Europe/London"


class Programmes:
    """Months, seen and carried out."""

    def __init__(
        self, client: Client, record: Record, clock: Callable[[], datetime], *, queue: str = TASK_QUEUE
    ) -> None:
        self._client, self._record, self._clock, self._queue = client, record, clock, queue

    async def begin(self, wish: Wish) -> WorkflowHandle[ProgrammeWorkflow, int]:
        """Draws the month and begins its audits; one that was begun goes on. Raises VersionTaken."""
        await self._record.keep_framework(wish.framework, self._clock())
        order = Programme(
            month=wish.month,
            framework=wish.framework.framework,
            version=wish.framework.version,
            seed=wish.seed,
            by=wish.by,
        )
        return await self._client.start_workflow(
            ProgrammeWorkflow.run,
            order,
            id=programme_id(wish.month),
            task_queue=self._queue,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            static_summary=f"Programme of {wish.month}",
            rpc_timeout=RPC,
        )

    async def carry_out(self, wish: Wish, progress: Progress) -> programme.Progress:
        """The same, and waits until the log holds every audit. Raises Refused, NoWorker."""
        handle = await self.begin(wish)
        seen, since, is_over = programme.Progress(0, 0), self._clock(), False
        while not (is_over and seen.drawn == seen.recorded):
            await asyncio.sleep(LOOK_AGAIN.total_seconds())
            is_over = is_over or await self._is_over(handle)
            before, seen = seen, await programme.progress(self._record.database, wish.month)
            progress("Recording", seen.recorded, seen.drawn or None)
            since = self._clock() if seen != before else since
            if self._clock() - since > UNHEARD_OF:
                raise NoWorker(seen.drawn - seen.recorded)
        return seen

    async def set_schedule(self, framework: str, by: str, when: When) -> bool:
        """Has each month drawn by itself; True if it was set before, and now is as asked."""
        action = ScheduleActionStartWorkflow(
            ProgrammeWorkflow.run,
            Programme(framework=framework, by=by),
            id=PROGRAMME,
            task_queue=self._queue,
        )
        hours, minutes = [ScheduleRange(when.hour)], [ScheduleRange(when.minute)]
        times = ScheduleCalendarSpec(day_of_month=[ScheduleRange(when.day)], hour=hours, minute=minutes)
        schedule = Schedule(
            action=action,
            spec=ScheduleSpec(calendars=[times], time_zone_name=when.timezone),
            policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP),
            state=ScheduleState(note="Draws each month's audits."),
        )
        try:
            await self._client.create_schedule(PROGRAMME, schedule)
        except ScheduleAlreadyRunningError:
            await self._client.get_schedule_handle(PROGRAMME).update(_to(schedule))
            return True
        return False

    async def _is_over(self, handle: WorkflowHandle[ProgrammeWorkflow, int]) -> bool:
        described = await handle.describe(rpc_timeout=RPC)
        if described.status is WorkflowExecutionStatus.RUNNING:
            return False
        try:
            await handle.result()
        except WorkflowFailureError as failed:
            raise refused(failed) from None
        return True


def _to(schedule: Schedule) -> Callable[[ScheduleUpdateInput], ScheduleUpdate]:
    return lambda _: ScheduleUpdate(schedule=schedule)


def refused(failed: WorkflowFailureError) -> Refused:
    """Why a month could not be drawn."""
    error: BaseException = failed
    while error.__cause__ or getattr(error, "cause", None):
        error = getattr(error, "cause", None) or error.__cause__ or error
    return Refused("NotDrawable", str(getattr(error, "message", error)))


async def preview(record: Record, wish: Wish, seeds: Callable[[], str]) -> Draw:
    """The draw of a month as kept, or as it would be now; nothing is written. Raises Refused."""
    try:
        return await rehearse(record.database, wish, seeds)
    except NotDrawable as refused:
        raise Refused("NotDrawable", str(refused)) from None


async def kept(record: Record, month: Month) -> tuple[DrawnMonth, Draw] | None:
    """A month as it was drawn; None if nobody drew it."""
    async with record.database.transaction() as connection:
        drawn = await programme.drawn_month(connection, month)
        return (drawn, await programme.stored_draw(connection, drawn)) if drawn else None
