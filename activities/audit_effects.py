"""The effects as they are in the world: PostgreSQL, and the operators' alarms."""

from collections.abc import Callable
from datetime import datetime

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError
from typing_extensions import override

from activities.interface import Alarm, Draw, Drawn, Effects, Page, Recorded
from activities.lot import is_drawn
from activities.page_lines import failures_told, tell_recorded
from activities.recording import Recorder
from activities.refusals import told_apart
from storage.alarms import OpenAlarm, raise_alarm
from storage.database import Database

_log = structlog.stdlib.get_logger(__name__)


class AuditEffects(Effects):
    """Needs a migrated database, and the clock that says when something was recorded."""

    def __init__(self, database: Database, clock: Callable[[], datetime], salt: str | None = None) -> None:
        """`salt` is the council's secret for drawing what is moderated; without it such an audit waits."""
        self._database = database
        self._salt = salt
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

    @override
    @activity.defn
    async def draw_moderation(self, draw: Draw) -> Drawn:
        if self._salt is None:
            raise ApplicationError("MODERATION_SALT is not set: set it, and the draw goes on.", type="NoSalt")
        return Drawn(is_drawn=is_drawn(draw.audit_id, self._salt, draw.share))
