"""What was given up, by whichever way it was to leave, as the desk from afar asks the API for it."""

from datetime import datetime

from pydantic import BaseModel

from api.command_line.calling import Line
from api.command_line.desk import Outbox
from api.command_line.lines_heard import dead_delivery, dead_letter
from api.http.shapes import NoticeItem, Paged
from api.http.webhook_shapes import DeliveryItem
from storage.letter import DeadLetter, StaleLetter


class _Counts(BaseModel):
    counts: dict[str, int]
    oldest_waiting: datetime | None


async def outbox(line: Line) -> Outbox:
    """How many notices are in each state, and when the first of those that wait may leave."""
    found = await line.get("/notices/counts", _Counts)
    return Outbox(found.counts, found.oldest_waiting)


async def dead(line: Line) -> list[DeadLetter]:
    """Letters and deliveries to other systems, oldest first."""
    letters = await line.all("/notices", Paged[NoticeItem], state="dead", sort="due_at")
    deliveries = await line.all("/deliveries/dead", Paged[DeliveryItem])
    return sorted([*map(dead_letter, letters), *map(dead_delivery, deliveries)], key=lambda one: one.due_at)


async def withheld(line: Line) -> list[StaleLetter]:
    """What was stale before it could leave, oldest first."""
    items = await line.all("/notices", Paged[NoticeItem], state="stale", sort="due_at")
    return [
        StaleLetter.model_validate({name: getattr(one, name) for name in StaleLetter.model_fields}) for one in items
    ]
