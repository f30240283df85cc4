"""What was given up, by whichever way it was to leave, as the desk from afar asks the API for it."""

from api.command_line.calling import Line
from api.command_line.lines_heard import dead_delivery, dead_letter
from api.http.shapes import NoticeItem, Paged
from api.http.webhook_shapes import DeliveryItem
from storage.letter import DeadLetter


async def dead(line: Line) -> list[DeadLetter]:
    """Letters and deliveries to other systems, oldest first."""
    letters = await line.all("/notices", Paged[NoticeItem], state="dead", sort="due_at")
    deliveries = await line.all("/deliveries/dead", Paged[DeliveryItem])
    return sorted([*map(dead_letter, letters), *map(dead_delivery, deliveries)], key=lambda one: one.due_at)
