"""The table of notes: what people wrote to each other about an audit, apart from its log."""

from sqlalchemy import ARRAY, Column, Integer, Table, Text, UniqueConstraint

from storage.tables import METADATA, Moment

NOTES = Table(
    "notes",
    METADATA,
    Column("audit_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, comment="Among the notes of its audit, from 1."),
    Column("command_id", Text, nullable=False, comment="Given again, it is the same note."),
    Column("follows", Integer, nullable=False, comment="The last event of the audit's log when it was left."),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("action_id", Text, comment="The action it is about; null: the audit."),
    Column("mentioned", ARRAY(Text), nullable=False, server_default="{}", comment="Who was to be told of it."),
    Column("words", Text, comment="Null once it is withdrawn or erased: that it was there stays."),
    Column("gone_at", Moment),
    Column("gone_by", Text, comment="Who took the words away: its author, or an operator."),
    UniqueConstraint("audit_id", "command_id"),
    comment="Personal text, no part of the chain; not made from the log, so rebuild leaves it alone.",
)
