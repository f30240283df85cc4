"""The effects in memory: the one stand-in for the world in workflow tests; each audit has its log here."""

from temporalio import activity
from temporalio.exceptions import ApplicationError
from typing_extensions import override

from activities.interface import UNRECORDABLE, Alarm, Draw, Drawn, Effects, Page, Recorded
from activities.lot import is_drawn
from domain.chain import Head, end_of, linked
from domain.directory import Directory
from domain.event import Told
from domain.events import AnyEvent
from domain.notices import address


class MemoryEffects(Effects):
    """Keeps each audit's log, what was sent, and the alarms; can be told to fail."""

    def __init__(self, directory: Directory | None = None) -> None:
        self.directory = directory or Directory()
        self.logs: dict[str, list[AnyEvent]] = {}
        self.sent: list[tuple[str, str, str]] = []
        """Audit, notice and person, in the order they became due."""
        self.alarms: list[Alarm] = []
        self.is_broken = False
        self.longest_answer = 200
        self.records = 0

    @override
    @activity.defn
    async def record(self, page: Page) -> Recorded:
        self.records += 1
        if self.is_broken:
            raise ApplicationError("the log refuses everything", type=UNRECORDABLE, non_retryable=True)
        log = self.logs.setdefault(page.audit_id, [])
        after = log[page.head.seq :]
        if not after:
            return self._append(log, page)
        if page.events and [_untold(event) for event in after[: len(page.events)]] == [
            _untold(event) for event in page.events
        ]:
            return _answer(page.head, after[: len(page.events)])
        missed = after[: self.longest_answer]
        is_partial = len(missed) < len(after)
        return Recorded(head=end_of(page.head, linked(page.head, missed)), missed=tuple(missed), is_partial=is_partial)

    @override
    @activity.defn
    async def alarm(self, alarm: Alarm) -> None:
        self.alarms.append(alarm)

    @override
    @activity.defn
    async def draw_moderation(self, draw: Draw) -> Drawn:
        return Drawn(is_drawn=is_drawn(draw.audit_id, "salt", draw.share))

    def _append(self, log: list[AnyEvent], page: Page) -> Recorded:
        addressed = address(page.events, self.directory)
        log += [event for event, _ in addressed]
        self.sent += [
            (page.audit_id, one.notice, one.person.person)
            for event, notices in addressed
            for one in notices
            if not event.is_past
        ]
        return _answer(page.head, [event for event, _ in addressed])


def _answer(head: Head, events: list[AnyEvent]) -> Recorded:
    told: dict[int, Told] = {event.seq: event.told for event in events if event.told is not None}
    return Recorded(head=end_of(head, linked(head, events)), told=told)


def _untold(event: AnyEvent) -> AnyEvent:
    return event.model_copy(update={"told": None})
