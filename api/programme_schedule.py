"""Each month's programme by itself: the schedule that begins it."""

from collections.abc import Callable
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
)

from workflows.addresses import PROGRAMME, TASK_QUEUE
from workflows.messages import Programme
from workflows.programme import ProgrammeWorkflow


class When(NamedTuple):
    """When in each month it is drawn, by the clocks of a place."""

    day: int = 1
    hour: int = 7
    minute: int = 0
    timezone: str = "Europe/London"


async def set_schedule(client: Client, order: Programme, when: When, *, queue: str = TASK_QUEUE) -> bool:
    """Has each month drawn by itself; True if it was set before, and now is as asked."""
    action = ScheduleActionStartWorkflow(ProgrammeWorkflow.run, order, id=PROGRAMME, task_queue=queue)
    hours, minutes = [ScheduleRange(when.hour)], [ScheduleRange(when.minute)]
    times = ScheduleCalendarSpec(day_of_month=[ScheduleRange(when.day)], hour=hours, minute=minutes)
    schedule = Schedule(
        action=action,
        spec=ScheduleSpec(calendars=[times], time_zone_name=when.timezone),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP),
        state=ScheduleState(note="Draws each month's audits."),
    )
    try:
        await client.create_schedule(PROGRAMME, schedule)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(PROGRAMME).update(_to(schedule))
        return True
    return False


def _to(schedule: Schedule) -> Callable[[ScheduleUpdateInput], ScheduleUpdate]:
    return lambda _: ScheduleUpdate(schedule=schedule)
