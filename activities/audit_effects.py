"""The effects as they are in the world: PostgreSQL, and the operators' alarms."""

from collections.abc import Callable
from datetime import datetime

import structlog
from temporalio import activity
from typing_extensions import override

from activities.interface import Alarm, Effects, Page, Recorded
from activities.page_lines import failures_told, tell_recorded
from activities.recording import Recorder
from activities.refusals import told_apart
from storage.alarms import OpenAlarm, raise_alarm
from storage.database import Database

_log = structlog.stdlib.get_logger(__name__)


class AuditEffects(Effects):
    """Needs a migrated database, and the clock that says when something was recorded."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._recorder = Recorder(database, clock)

    @override
    @activity.defn
    async def record(self, page: Page) -> Recorded:
        with failures_told(page), told_apart():
            recorded = await self._recorder.record(page)
        tell_recorded(page, recorded)
        return recorded

    @override
    @activity.defn
    async def alarm(self, alarm: Alarm) -> None:
        _log.error("audit_stuck", audit_id=alarm.audit_id)
        alarm_id = f"{alarm.audit_id}/{alarm.seq}/{alarm.what}"
        with told_apart():
            async with self._database.transaction() as connection:
                await raise_alarm(connection, OpenAlarm(alarm_id=alarm_id, **alarm.model_dump()))
