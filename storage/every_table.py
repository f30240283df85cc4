"""Every table there is: what the migrations must come to."""

from storage import (
    calendar_tables,
    channel_tables,
    door_tables,
    lesson_tables,
    note_tables,
    outbox_tables,
    people_tables,
    programme_tables,
    tables,
)

__all__ = ["METADATA"]

METADATA = tables.METADATA
_ROOMS = (
    calendar_tables,
    channel_tables,
    door_tables,
    lesson_tables,
    note_tables,
    outbox_tables,
    people_tables,
    programme_tables,
    tables,
)
