"""The programme of a month: draw it, then begin its audits one batch after another; each then lives by itself."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    FailureError,
    RetryState,
    WorkflowAlreadyStartedError,
    is_cancelled_exception,
)

from activities.interface import Batch, MonthDrawn, MonthStopped, MonthWanted, ProgrammeEffects
from domain.london import local_day
from domain.months import Month, month_of
from workflows.addresses import programme_id
from workflows.messages import Programme, ProgrammeProgress

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
QUIET_FOR = timedelta(minutes=10)
"""How long an effect is tried before operators are told; it is tried on all the same."""
RETRIES = RetryPolicy(maximum_interval=timedelta(minutes=1))
EFFECT = workflow.ActivityConfig(
    start_to_close_timeout=timedelta(minutes=2), schedule_to_close_timeout=QUIET_FOR, retry_policy=RETRIES
)
ALARM = workflow.ActivityConfig(start_to_close_timeout=timedelta(seconds=10), retry_policy=RETRIES)
"""Tried for ever: what stops must not stop in silence."""
AWAY = "What it needs has been away for 10 minutes; it is tried on, and the worker's log says what fails."
LONGEST = 500  # characters of an alarm


@workflow.defn
class ProgrammeWorkflow:
    """A month. Without one, as the schedule starts it, it sees to the month that it is in. One query: `progress`."""

    @workflow.init
    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._begun, self._audits, self._refused = programme.begun, 0, programme.refused

    @workflow.run
    async def run(self, programme: Programme) -> int:
        """How many audits the month has. Run again it goes on where it stopped: the draw is kept, and so are ids."""
        if programme.month is None:
            return await self._this_month()
        drawn = await self._draw(programme.month)
        while self._begun < self._audits:
            self._show()
            await self._plan(programme.month)
            if self._begun < self._audits and self._is_turning():
                self._turn()
        self._show()
        await self._end(drawn)
        return self._audits

    @workflow.query
    def progress(self) -> ProgrammeProgress:
        """How many of how many audits are begun."""
        return ProgrammeProgress(begun=self._begun - len(self._refused), audits=self._audits)

    async def _draw(self, month: Month) -> MonthDrawn:
        fields = {"framework", "version", "seed", "by"}
        wanted = MonthWanted(month=month, **{field: getattr(self._programme, field) for field in fields})
        drawn = await self._insist(month, ProgrammeEffects.draw, wanted)
        self._audits = drawn.audits
        return drawn

    async def _plan(self, month: Month) -> None:
        batch = Batch(month=month, after=self._begun, most=self._programme.batch)
        begun = await self._insist(month, ProgrammeEffects.plan, batch)
        self._begun += begun.audits
        self._refused += begun.refused

    async def _end(self, drawn: MonthDrawn) -> None:
        """Good only if every audit is begun: of those that cannot be, operators are told after all the others."""
        if self._refused:
            number, first = len(self._refused), self._refused[0]
            raise await self._stopped(drawn.month, f"{number} of {self._audits} audits could not begin: {first}")
        await workflow.execute_activity_method(ProgrammeEffects.silence, drawn, **ALARM)

    async def _insist(self, month: Month, effect: Callable[[Any, Asked], Awaitable[Answer]], asked: Asked) -> Answer:
        """Tries for ever, unless no further try can help; whenever it takes long, operators are told."""
        while True:
            try:
                return await workflow.execute_activity_method(effect, asked, **EFFECT)
            except ActivityError as error:
                if is_cancelled_exception(error):
                    raise
                if error.retry_state is RetryState.NON_RETRYABLE_FAILURE:
                    raise await self._stopped(month, _why(error)) from error
                await self._stopped(month, AWAY)

    async def _stopped(self, month: Month, why: str) -> ApplicationError:
        """Tells operators; what to end the month with."""
        detail = why[:LONGEST]
        workflow.set_current_details(detail)
        stopped = MonthStopped(month=month, detail=detail, at=workflow.now())
        await workflow.execute_activity_method(ProgrammeEffects.sound, stopped, **ALARM)
        return ApplicationError(detail, type="MonthStopped", non_retryable=True)

    async def _this_month(self) -> int:
        """A schedule adds the hour to a workflow's id; under the month's own id there is one of each month."""
        month = month_of(local_day(workflow.now()))
        try:
            return await workflow.execute_child_workflow(
                ProgrammeWorkflow.run,
                self._programme.model_copy(update={"month": month}),
                id=programme_id(month),
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
            )
        except WorkflowAlreadyStartedError:
            return 0  # somebody began the month by hand and it goes on

    def _is_turning(self) -> bool:
        info, most = workflow.info(), self._programme.turn_after
        return info.is_continue_as_new_suggested() or 0 < most < info.get_current_history_length()

    def _turn(self) -> None:
        workflow.continue_as_new(self._programme.model_copy(update={"begun": self._begun, "refused": self._refused}))

    def _show(self) -> None:
        workflow.set_current_details(f"{self._begun} of {self._audits} audits begun")


def _why(error: ActivityError) -> str:
    return error.cause.message if isinstance(error.cause, FailureError) else str(error.cause)
