"""What one history costs: events, billable actions by Temporal's published list, bytes; counted and by arithmetic."""

from collections.abc import Mapping
from typing import NamedTuple

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

BILLABLE: Mapping[EventType.ValueType, str] = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED: "starts",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED: "signals",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED: "updates",
    EventType.EVENT_TYPE_TIMER_STARTED: "timers",
    EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED: "activities",
    EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: "upserts",
    EventType.EVENT_TYPE_MARKER_RECORDED: "markers",
    EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED: "children",
    EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED: "signals sent",
}
"""Events that Temporal Cloud bills one action for; an activity is billed for each attempt."""


class Story(NamedTuple):
    """What happens to one audit that is left alone: messages, rings of its timer, and changes of its attributes."""

    updates: int
    rings: int
    upserts: int = 0

    @property
    def batches(self) -> int:
        """Its opening, each ring and each message are recorded one by one."""
        return 1 + self.rings + self.updates

    @property
    def timers(self) -> int:
        """One after each ring, the last of which has not rung when it ends."""
        return self.rings + 1

    @property
    def actions(self) -> int:
        """One start, its updates, timers, batches and upserts."""
        return 1 + self.updates + self.timers + self.batches + self.upserts

    @property
    def events(self) -> int:
        """Events of its history.

        The start is 1 and its task 3; a batch is an effect of 3 and a task of 3; a ring is 1 and a task of 3; an update
        is accepted, completed, and a task of 3; then each timer started, each upsert, and the end.
        """
        return 4 + 6 * self.batches + 4 * self.rings + 5 * self.updates + self.timers + self.upserts + 1


class Counted(NamedTuple):
    """What one history holds; `by_kind` names what is billed."""

    events: int
    actions: int
    bytes: int
    by_kind: Mapping[str, int]


def counted(history: WorkflowHistory) -> Counted:
    """The events, billable actions and bytes of a whole history."""
    by_kind: dict[str, int] = {}
    for event in history.events:
        if kind := BILLABLE.get(event.event_type):
            # Tries that failed leave no event of their own: the last one's number says how many there were.
            tries = event.activity_task_started_event_attributes.attempt or 1
            by_kind[kind] = by_kind.get(kind, 0) + tries
    size = sum(event.ByteSize() for event in history.events)
    return Counted(len(history.events), sum(by_kind.values()), size, by_kind)
