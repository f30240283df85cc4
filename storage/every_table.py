"""Every table there is: what the migrations must come to."""

from storage import channel_tables, door_tables, note_tables, outbox_tables, people_tables, programme_tables, tables

__all__ = ["METADATA"]

METADATA = tables.METADATA
_ROOMS = (channel_tables, door_tables, note_tables, outbox_tables, people_tables, programme_tables, tables)
