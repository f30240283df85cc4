"""The programme of a month: draw it, then begin its audits one batch after another; each then lives by itself."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.interface import Batch, MonthWanted, ProgrammeEffects
from domain.london import local_day
from domain.months import month_of
from workflows.addresses import programme_id
from workflows.messages import Programme, ProgrammeProgress

PATIENCE = RetryPolicy(maximum_interval=timedelta(minutes=1))
"""Tried for ever: an outage must not leave half a month without its audits."""
EFFECT = workflow.ActivityConfig(start_to_close_timeout=timedelta(minutes=2), retry_policy=PATIENCE)


@workflow.defn
class ProgrammeWorkflow:
    """A month. Without one, as the schedule starts it, it sees to the month that it is in. One query: `progress`."""

    @workflow.init
    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._begun, self._audits = programme.begun, 0

    @workflow.run
    async def run(self, programme: Programme) -> int:
        """How many audits the month has. Run again it goes on where it stopped: the draw is kept, and so are ids."""
        if programme.month is None:
            return await self._this_month()
        fields = {"month", "framework", "version", "seed", "by"}
        wanted = MonthWanted(**{field: getattr(programme, field) for field in fields})
        drawn = await workflow.execute_activity_method(ProgrammeEffects.draw, wanted, **EFFECT)
        self._audits = drawn.audits
        while self._begun < self._audits:
            self._show()
            batch = Batch(month=drawn.month, after=self._begun, most=programme.batch)
            self._begun += await workflow.execute_activity_method(ProgrammeEffects.plan, batch, **EFFECT)
            if self._begun < self._audits and workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(programme.model_copy(update={"begun": self._begun}))
        self._show()
        return self._audits

    @workflow.query
    def progress(self) -> ProgrammeProgress:
        """How many of how many audits are begun."""
        return ProgrammeProgress(begun=self._begun, audits=self._audits)

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

    def _show(self) -> None:
        workflow.set_current_details(f"{self._begun} of {self._audits} audits begun")
