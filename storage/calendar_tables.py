"""The table of the calendar's snapshots: the last of each calendar is current, and audits start by that."""

from sqlalchemy import BigInteger, Column, Identity, Table, Text, UniqueConstraint

from storage.tables import METADATA, Moment

CALENDARS = Table(
    "calendars",
    METADATA,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("calendar", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("digest", Text, nullable=False, comment="SHA-256 of its days."),
    Column("body", Text, nullable=False, comment="The file, as it was taken in."),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("calendar", "snapshot"),
    comment="Each snapshot of the bank holidays that was taken in: never changed.",
)
